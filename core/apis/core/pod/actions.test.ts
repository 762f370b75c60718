import { expect, test } from "vitest"
import type { ActionContext } from "../../../machinery/api/kind.ts"
import type { ApiObject } from "../../../machinery/meta/object.ts"
import { testFacts } from "../../testing/write.ts"
import { newPod } from "../podspec/testing/pods.ts"
import type { Binding, Pod } from "../v1.gen.ts"
import { podBinding } from "./binding.ts"
import { podEviction } from "./eviction.ts"

/** Lends one pod to an action and keeps what became of it. */
class LentPod implements ActionContext {
  readonly facts = testFacts
  readonly namespace = "default"
  readonly name = "web"
  pod: Pod
  deletedWith: object | undefined

  constructor(pod: Pod) {
    this.pod = pod
  }

  async updateTarget<T extends ApiObject>(change: (current: T) => T): Promise<T> {
    const changed = change(this.pod as unknown as T) // the only target there is
    this.pod = changed as unknown as Pod
    return changed
  }

  async deleteTarget(options: object): Promise<ApiObject> {
    this.deletedWith = options
    return this.pod
  }
}

const pod = newPod({}, { uid: "u1", generation: 1 })
const binding: Binding = { metadata: { name: "web" }, target: { kind: "Node", name: "n1" } }

test("binding puts a pod on a node and says that it is scheduled", async () => {
  const lent = new LentPod({ ...pod, status: { nominatedNodeName: "n0" } })
  const answer = await podBinding.act({ ...binding, metadata: { labels: { zone: "a" } } } as Binding, lent.pod, lent)
  expect(answer).toMatchObject({ kind: "Status", status: "Success" })
  expect(lent.pod).toMatchObject({
    metadata: { generation: 1, labels: { zone: "a" } },
    spec: { nodeName: "n1" },
    status: { conditions: [{ type: "PodScheduled", status: "True" }] },
  })
  expect(lent.pod.status.nominatedNodeName).toBeUndefined()
})

test.each<[Partial<Pod["spec"]>, Pod["metadata"], Binding["metadata"], string]>([
  [{ nodeName: "n0" }, {}, {}, 'pod web is already assigned to node "n0"'],
  [{}, { deletionTimestamp: "2026-01-01T00:00:00Z" }, {}, "pod web is being deleted, cannot be assigned to a host"],
  [{ schedulingGates: [{ name: "a.b/c" }] }, {}, {}, "pod web has non-empty .spec.schedulingGates"],
  [{}, {}, { uid: "u2" }, "Precondition failed: UID in precondition: u2, UID in object meta: u1"],
])("a pod with %o %o is not bound", async (spec, metadata, by, why) => {
  const lent = new LentPod(newPod(spec, { uid: "u1", ...metadata }))
  const attempt = podBinding.act({ ...binding, metadata: by } as Binding, lent.pod, lent)
  await expect(attempt).rejects.toThrow(`Operation cannot be fulfilled on pods/binding "web": ${why}`)
})

test("a binding names a node", () => {
  const errors = podBinding.validate({ metadata: {}, target: { kind: "Pod" } } as Binding, undefined)
  expect(errors.map(({ field }) => field)).toEqual(["target.kind", "target.name"])
})

test("an evicted pod knows why it goes", async () => {
  const lent = new LentPod({ ...pod, status: { phase: "Running" } })
  await podEviction.act(
    { metadata: { name: "web" }, deleteOptions: { gracePeriodSeconds: 5 } } as ApiObject,
    lent.pod,
    lent,
  )
  expect(lent.pod.status.conditions?.[0]).toMatchObject({ type: "DisruptionTarget", reason: "EvictionByEvictionAPI" })
  expect(lent.deletedWith).toEqual({ gracePeriodSeconds: 5 })
})

test("a pod that is over is deleted without a word", async () => {
  const lent = new LentPod({ ...pod, status: { phase: "Succeeded" } })
  await podEviction.act({ metadata: { name: "web" } }, lent.pod, lent)
  expect(lent.pod.status.conditions).toBeUndefined()
  expect(lent.deletedWith).toEqual({})
})
