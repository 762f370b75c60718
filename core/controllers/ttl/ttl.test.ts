import { afterEach, expect, it } from "vitest"
import { nodes } from "../../apis/resources.gen.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { stepFor, ttl, ttlAnnotation } from "./ttl.ts"

const harness = new ControllerHarness()

afterEach(() => harness.stop())

it("notes on a node that its kubelet keeps nothing", async () => {
  await harness.start([ttl])
  await harness.cluster.create(nodes, { metadata: { name: "n1" }, spec: {}, status: {} })
  await harness.settle()
  expect(harness.cluster.all(nodes)[0]?.metadata.annotations).toEqual({ [ttlAnnotation]: "0" })
})

it.each([
  [1, 0, 0],
  [101, 0, 1],
  [95, 1, 1],
  [89, 1, 0],
  [3000, 0, 4],
])("of %i nodes, coming from step %i, goes to step %i", (count, before, after) => {
  expect(stepFor(count, before)).toBe(after)
})
