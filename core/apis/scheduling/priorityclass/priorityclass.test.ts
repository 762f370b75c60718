import { expect, test } from "vitest"
import { complaintsOf } from "../../testing/write.ts"
import { priorityClass } from "./priorityclass.ts"

test.each([
  [{ metadata: { name: "high" }, value: 1_000_000_000 }, []],
  [
    { metadata: { name: "high" }, value: 1_000_000_001 },
    ["value: Forbidden: maximum allowed value of a user defined priority is 1000000000"],
  ],
  [{ metadata: { name: "system-node-critical" }, value: 2_000_001_000 }, []],
  [
    { metadata: { name: "system-node-critical" }, value: 5 },
    [
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: value of system-node-critical PriorityClass must be 2000001000",
    ],
  ],
  [
    { metadata: { name: "system-mine" } },
    [
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class",
    ],
  ],
  [
    { metadata: { name: "high" }, preemptionPolicy: "Maybe" },
    ['preemptionPolicy: Unsupported value: "Maybe": supported values: "PreemptLowerPriority", "Never"'],
  ],
])("%j", (manifest, complaints) => {
  expect(complaintsOf(priorityClass, manifest)).toEqual(complaints)
})
