import { expect, it } from "vitest"
import type { Node, Pod } from "../../../../core/apis/core/v1.gen.ts"
import { nodeResources } from "./node-resources.ts"

function pod(cpu: string, init = "0", phase = "Running"): Pod {
  const container = (amount: string) => ({ name: "c", resources: { requests: { cpu: amount } } })
  const spec = { containers: [container(cpu)], initContainers: [container(init)] }
  return { metadata: {}, spec, status: { phase } } as Pod
}

it("adds up what the pods on a node ask for", () => {
  const quantities = { cpu: "2", memory: "1Gi", pods: "110" }
  const node = {
    metadata: {},
    spec: {},
    status: { capacity: quantities, allocatable: { ...quantities, cpu: "1" } },
  } as Node
  const found = nodeResources(node, [pod("100m"), pod("50m", "400m"), pod("900m", "0", "Succeeded")])
  expect(found).toEqual([
    { name: "cpu", capacity: "2", allocatable: "1", requested: "500m", share: 0.5 },
    { name: "memory", capacity: "1Gi", allocatable: "1Gi", requested: undefined, share: undefined },
    { name: "pods", capacity: "110", allocatable: "110", requested: "2", share: 2 / 110 },
  ])
})
