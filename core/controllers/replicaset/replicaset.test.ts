import { expect, it } from "vitest"
import type { ReplicaSet } from "../../apis/apps/v1.gen.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { pods, replicasets } from "../../apis/resources.gen.ts"
import { controllerOf } from "../../machinery/meta/owners.ts"
import { failure } from "../../machinery/status/status-error.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { pickForDeletion } from "./deletion-rank.ts"
import { replicaset } from "./replicaset.ts"
import { slowStart } from "./slow-start.ts"

const at = { namespace: "default", name: "rs" }

function replicaSet(replicas: number): ReplicaSet {
  const template = { metadata: { labels: { a: "rs" } }, spec: { containers: [{ name: "c", image: "i" }] } }
  return { metadata: at, spec: { replicas, selector: { matchLabels: { a: "rs" } }, template }, status: { replicas: 0 } }
}

async function started(replicas: number) {
  const harness = new ControllerHarness()
  await harness.cluster.create(replicasets, replicaSet(replicas))
  await harness.start([replicaset])
  return { harness, cluster: harness.cluster, status: async () => (await harness.cluster.get(replicasets, at)).status }
}

it("makes as many pods as asked for, owned and labelled, and says how they are", async () => {
  const { harness, cluster, status } = await started(3)
  const made = cluster.all(pods)
  expect(made).toHaveLength(3)
  expect(made[0]?.metadata).toMatchObject({ generateName: "rs-", labels: { a: "rs" } })
  expect(made.map((pod) => controllerOf(pod)?.name)).toEqual(["rs", "rs", "rs"])
  expect(harness.events[0]).toMatch(/^Normal SuccessfulCreate Created pod: rs-[a-z0-9]{5}$/)
  await harness.report(made.slice(0, 2), "Running")
  expect(await status()).toEqual({
    replicas: 3,
    fullyLabeledReplicas: 3,
    readyReplicas: 2,
    availableReplicas: 2,
    terminatingReplicas: 0,
    observedGeneration: 1,
  })
  await harness.stop()
})

it("replaces a pod that is deleted or ends", async () => {
  const { harness, cluster } = await started(2)
  const [first, second] = cluster.all(pods)
  await cluster.delete(pods, { namespace: "default", name: first?.metadata.name ?? "" })
  await harness.settle()
  await harness.report(second === undefined ? [] : [second], "Failed")
  expect(cluster.all(pods).filter((pod) => pod.status.phase !== "Failed")).toHaveLength(2)
  await harness.stop()
})

it("deletes what is too much, not the ready ones", async () => {
  const { harness, cluster, status } = await started(3)
  const ready = cluster.all(pods)[1]
  await harness.report(ready === undefined ? [] : [ready], "Running")
  const current = await cluster.get(replicasets, at)
  await cluster.update(replicasets, { ...current, spec: { ...current.spec, replicas: 1 } })
  await harness.settle()
  expect(cluster.all(pods).map((pod) => pod.metadata.name)).toEqual([ready?.metadata.name])
  expect((await status()).observedGeneration).toBe(2)
  await harness.stop()
})

it("adopts a pod that has its labels and lets go of one that lost them", async () => {
  const harness = new ControllerHarness()
  const { cluster } = harness
  const bare: Pod = { metadata: { ...at, name: "bare", labels: { a: "rs" } }, spec: { containers: [] }, status: {} }
  await cluster.create(pods, bare)
  await cluster.create(replicasets, replicaSet(2))
  await harness.start([replicaset])
  const adopted = await cluster.get(pods, { namespace: "default", name: "bare" })
  expect(controllerOf(adopted)?.name).toBe("rs")
  expect(cluster.all(pods)).toHaveLength(2)
  await cluster.update(pods, { ...adopted, metadata: { ...adopted.metadata, labels: { a: "free" } } })
  await harness.settle()
  expect(controllerOf(await cluster.get(pods, { namespace: "default", name: "bare" }))).toBeUndefined()
  expect(cluster.all(pods)).toHaveLength(3)
  await harness.stop()
})

it("says why it cannot create pods and tries again later", async () => {
  const harness = new ControllerHarness()
  let refusals = 0
  harness.cluster.onWrite = (verb, resource) => {
    if (verb === "create" && resource.plural === "pods" && refusals++ < 3) {
      throw failure(403, "Forbidden", 'pods "rs-x" is forbidden: exceeded quota: q')
    }
  }
  await harness.cluster.create(replicasets, replicaSet(5))
  await harness.start([replicaset])
  const conditions = (await harness.cluster.get(replicasets, at)).status.conditions
  expect(conditions).toMatchObject([{ type: "ReplicaFailure", status: "True", reason: "FailedCreate" }])
  expect(harness.events[0]).toBe('Warning FailedCreate Error creating: pods "rs-x" is forbidden: exceeded quota: q')
  expect(refusals).toBeLessThan(4)
  await harness.clock.advance(1_000)
  expect(harness.cluster.all(pods)).toHaveLength(5)
  expect((await harness.cluster.get(replicasets, at)).status.conditions).toBeUndefined()
  await harness.stop()
})

it("starts slowly: one failure stops all that would follow", async () => {
  const acted: number[] = []
  const result = await slowStart(20, async (index) => {
    acted.push(index)
    if (index === 2) throw new Error("refused")
  })
  expect(acted).toEqual([0, 1, 2])
  expect(result).toEqual({ succeeded: 2, error: new Error("refused") })
})

const ranks: readonly { readonly first: string; readonly a: Partial<Pod["spec"]>; readonly status: Pod["status"] }[] = [
  { first: "an unassigned pod", a: { nodeName: "" }, status: { phase: "Pending" } },
  { first: "a pending pod", a: { nodeName: "n" }, status: { phase: "Pending" } },
  { first: "a pod that is not ready", a: { nodeName: "n" }, status: { phase: "Running" } },
]
for (const { first, a, status } of ranks) {
  it(`deletes ${first} before a ready one`, () => {
    const conditions = [{ type: "Ready", status: "True", lastTransitionTime: "2026-01-01T00:00:00Z" }]
    const good: Pod = {
      metadata: { name: "good" },
      spec: { containers: [], nodeName: "n" },
      status: { phase: "Running", conditions },
    }
    const bad: Pod = { metadata: { name: "bad" }, spec: { containers: [], ...a }, status }
    const picked = pickForDeletion([good, bad], [good, bad], 1, Date.UTC(2026, 0, 2))
    expect(picked.map((pod) => pod.metadata.name)).toEqual(["bad"])
  })
}
