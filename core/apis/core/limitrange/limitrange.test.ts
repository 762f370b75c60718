import { describe, expect, test } from "vitest"
import { complaintsOf, prepared } from "../../testing/write.ts"
import { limitRange } from "./limitrange.ts"

function manifest(...limits: readonly object[]): object {
  return { apiVersion: "v1", kind: "LimitRange", metadata: { name: "limits" }, spec: { limits } }
}

describe("a container's limits", () => {
  test("follow from the most and the least that are allowed", () => {
    const made = prepared(limitRange, manifest({ type: "Container", max: { cpu: "2" }, min: { memory: "1Mi" } }))
    expect(made.spec?.limits[0]).toMatchObject({
      default: { cpu: "2" },
      defaultRequest: { cpu: "2", memory: "1Mi" },
    })
  })

  test("have an order", () => {
    const item = {
      type: "Container",
      min: { cpu: "2" },
      max: { cpu: "1" },
      default: { cpu: "3" },
      defaultRequest: { cpu: "4" },
    }
    expect(complaintsOf(limitRange, manifest(item))).toEqual([
      'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
      'spec.limits[0].defaultRequest[cpu]: Invalid value: "4": default request value 4 is greater than max value 1',
      'spec.limits[0].defaultRequest[cpu]: Invalid value: "4": default request value 4 is greater than default limit value 3',
      'spec.limits[0].default[cpu]: Invalid value: "1": default value 3 is greater than max value 1',
    ])
  })

  test("allow no ratio that the range does not", () => {
    const item = { type: "Container", min: { cpu: "1" }, max: { cpu: "2" }, maxLimitRequestRatio: { cpu: "3" } }
    expect(complaintsOf(limitRange, manifest(item))).toEqual([
      'spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "3": ratio 3 is greater than max/min = 2.000000',
    ])
  })
})

test.each([
  [
    { type: "Pod", default: { cpu: "1" } },
    "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'",
  ],
  [
    { type: "PersistentVolumeClaim" },
    "spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided",
  ],
  [{ type: "Thing" }, 'spec.limits[0].type: Invalid value: "Thing": must be a standard limit type or fully qualified'],
])("%j is refused", (item, complaint) => {
  expect(complaintsOf(limitRange, manifest(item))).toEqual([complaint])
})

test("one that nobody named is named by its uid", () => {
  const range = { apiVersion: "v1", kind: "LimitRange", metadata: { uid: "u-1" } }
  expect(prepared(limitRange, range).metadata.name).toBe("u-1")
})
