import { expect, it } from "vitest"
import type { Node } from "../../apis/core/v1.gen.ts"
import { nodes } from "../../apis/resources.gen.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { nextNodeCidr } from "./cidr.ts"
import { nodeipam } from "./nodeipam.ts"

function node(name: string, podCIDR?: string): Node {
  return { metadata: { name }, spec: { ...(podCIDR ? { podCIDR } : {}) }, status: {} }
}

it("gives each node a range that no other has", async () => {
  const harness = new ControllerHarness()
  for (const each of [node("a"), node("b", "10.244.0.0/24"), node("c")]) await harness.cluster.create(nodes, each)
  await harness.start([nodeipam], { settings: { clusterCidr: "10.244.0.0/16" } })
  expect(harness.cluster.all(nodes).map((each) => each.spec.podCIDR)).toEqual([
    "10.244.1.0/24",
    "10.244.0.0/24",
    "10.244.2.0/24",
  ])
  await harness.stop()
})

it("has none left when all are taken", () => {
  expect(nextNodeCidr("10.0.0.0/23", new Set(["10.0.0.0/24"]))).toBe("10.0.1.0/24")
  expect(nextNodeCidr("10.0.0.0/23", new Set(["10.0.0.0/24", "10.0.1.0/24"]))).toBeUndefined()
})
