import { expect, it } from "vitest"
import type { Node, Pod } from "../../apis/core/v1.gen.ts"
import { leases, nodes, pods } from "../../apis/resources.gen.ts"
import { formatMicroTime, formatTime } from "../../base/clock.ts"
import { findCondition } from "../../machinery/meta/conditions.ts"
import { podgc } from "../podgc/podgc.ts"
import { evictionTimeMs } from "../tainteviction/deadline.ts"
import { tainteviction } from "../tainteviction/tainteviction.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { nodelifecycle } from "./nodelifecycle.ts"

const notReadyTaint = { key: "node.kubernetes.io/not-ready", effect: "NoSchedule" } as const

async function started() {
  const harness = new ControllerHarness()
  const { cluster, clock } = harness
  const ready = { type: "Ready", status: "True", reason: "KubeletReady", lastHeartbeatTime: formatTime(clock.now()) }
  for (const name of ["n1", "n2"]) {
    const node: Node = { metadata: { name }, spec: { taints: [notReadyTaint] }, status: { conditions: [ready] } }
    await cluster.create(nodes, node)
    await cluster.create(leases, { metadata: { namespace: "kube-node-lease", name }, spec: { holderIdentity: name } })
  }
  const pod: Pod = {
    metadata: { namespace: "default", name: "on", generation: 1 },
    spec: {
      nodeName: "n1",
      containers: [{ name: "c" }],
      tolerations: [
        { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute", tolerationSeconds: 5 },
      ],
    },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  }
  await cluster.create(pods, pod)
  await harness.start([nodelifecycle, tainteviction, podgc])
  const get = () => cluster.get(nodes, { name: "n1" })
  return {
    harness,
    cluster,
    clock,
    get,
    taints: async () => (await get()).spec.taints?.map(({ key, effect }) => `${key}:${effect}`) ?? [],
    renew: async (...names: readonly string[]) => {
      for (const name of names) {
        const lease = await cluster.get(leases, { namespace: "kube-node-lease", name })
        await cluster.update(leases, { ...lease, spec: { ...lease.spec, renewTime: formatMicroTime(clock.now()) } })
      }
      await harness.settle()
    },
  }
}

it("takes the not-ready taint off a node that reports ready", async () => {
  const { harness, taints } = await started()
  expect(await taints()).toEqual([])
  expect(harness.events).toContain("Normal RegisteredNode Node n1 event: Registered Node n1 in Controller")
  await harness.stop()
})

it("leaves a node alone whose lease is renewed", async () => {
  const { harness, clock, renew, taints } = await started()
  for (let i = 0; i < 10; i++) {
    await clock.advance(10_000)
    await renew("n1", "n2")
  }
  expect(await taints()).toEqual([])
  await harness.stop()
})

it("says that a node is silent, takes its pods out of service, and evicts them when their patience ends", async () => {
  const { harness, cluster, clock, get, renew, taints } = await started()
  for (let i = 0; i < 4; i++) {
    await clock.advance(10_000)
    await renew("n2")
  }
  await harness.settle()
  const { conditions } = (await get()).status
  expect(conditions?.map(({ type, status, reason }) => `${type} ${status} ${reason}`)).toEqual([
    "Ready Unknown NodeStatusUnknown",
    "MemoryPressure Unknown NodeStatusNeverUpdated",
    "DiskPressure Unknown NodeStatusNeverUpdated",
    "PIDPressure Unknown NodeStatusNeverUpdated",
  ])
  expect(findCondition(conditions, "Ready")?.message).toBe("Kubelet stopped posting node status.")
  expect(await taints()).toEqual([
    "node.kubernetes.io/unreachable:NoSchedule",
    "node.kubernetes.io/unreachable:NoExecute",
  ])
  const at = { namespace: "default", name: "on" }
  expect(findCondition((await cluster.get(pods, at)).status.conditions, "Ready")?.status).toBe("False")
  expect((await cluster.get(pods, at)).metadata.deletionTimestamp).toBeUndefined()
  await clock.advance(5_000)
  const evicted = await cluster.get(pods, at)
  expect(evicted.metadata.deletionTimestamp).toBeDefined()
  expect(findCondition(evicted.status.conditions, "DisruptionTarget")).toMatchObject({
    reason: "DeletionByTaintManager",
    message: "Taint manager: deleting due to NoExecute taint",
  })
  expect(harness.events).toEqual(
    expect.arrayContaining([
      "Normal NodeNotReady Node n1 status is now: NodeNotReady",
      "Warning NodeNotReady Node is not ready",
      "Normal TaintManagerEviction Marking for deletion Pod default/on",
    ]),
  )
  await harness.stop()
})

it("evicts nobody when no node at all can be heard", async () => {
  const { harness, clock, taints } = await started()
  await clock.advance(41_000)
  expect(await taints()).toEqual(["node.kubernetes.io/unreachable:NoSchedule"])
  await harness.stop()
})

it("deletes the pods of a node that is gone, after a while", async () => {
  const { harness, cluster, clock } = await started()
  await cluster.delete(nodes, { name: "n1" })
  await clock.advance(39_000)
  expect(cluster.all(pods)).toHaveLength(1)
  await clock.advance(2_000)
  expect(cluster.all(pods)).toHaveLength(0)
  await harness.stop()
})

const patience = [
  { tolerations: [], wants: 0, what: "goes at once" },
  { tolerations: [{ operator: "Exists" }], wants: undefined, what: "stays for ever" },
  { tolerations: [{ key: "a", operator: "Exists", tolerationSeconds: 5 }], wants: 5_000, what: "stays five seconds" },
  {
    tolerations: [{ key: "b", operator: "Exists" }],
    wants: 0,
    what: "goes at once for what it bears is another taint",
  },
  {
    tolerations: [
      { operator: "Exists", tolerationSeconds: 9 },
      { key: "a", operator: "Exists", tolerationSeconds: 5 },
    ],
    wants: 5_000,
    what: "stays for the shorter time",
  },
] as const
for (const { tolerations, wants, what } of patience) {
  it(`${what} when its tolerations are ${JSON.stringify(tolerations)}`, () => {
    const pod: Pod = { metadata: {}, spec: { containers: [], tolerations }, status: {} }
    expect(evictionTimeMs(pod, [{ key: "a", effect: "NoExecute" }], 0)).toBe(wants)
  })
}
