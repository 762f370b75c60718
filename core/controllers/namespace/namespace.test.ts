import { expect, it } from "vitest"
import type { ConfigMap, Namespace, Pod } from "../../apis/core/v1.gen.ts"
import { configmaps, namespaces, pods, secrets } from "../../apis/resources.gen.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { namespace } from "./namespace.ts"

const at = { namespace: "end" }

async function started(...objects: readonly (ConfigMap | Pod)[]) {
  const harness = new ControllerHarness()
  const { cluster } = harness
  const ns: Namespace = { metadata: { name: "end" }, spec: { finalizers: ["kubernetes"] }, status: { phase: "Active" } }
  await cluster.create(namespaces, ns)
  for (const each of objects) {
    if ("spec" in each) await cluster.create(pods, each)
    else await cluster.create(configmaps, each)
  }
  await harness.start([namespace], { served: [configmaps, pods, secrets] })
  await cluster.delete(namespaces, { name: "end" })
  await harness.settle()
  return {
    harness,
    cluster,
    messages: () =>
      Object.fromEntries(cluster.all(namespaces)[0]?.status.conditions?.map((c) => [c.type, c.message]) ?? []),
  }
}

it("deletes what it holds and then lets the namespace go", async () => {
  const { harness, cluster } = await started({ metadata: { ...at, name: "a" } }, { metadata: { ...at, name: "b" } })
  expect(cluster.all(configmaps)).toEqual([])
  expect(cluster.all(namespaces)).toEqual([])
  await harness.stop()
})

it("says what is left and by what it is held", async () => {
  const held = { metadata: { ...at, name: "held", finalizers: ["example.com/hold"] } }
  const { harness, cluster, messages } = await started(held, { metadata: { ...at, name: "free" } })
  expect(messages()).toMatchObject({
    NamespaceDeletionContentFailure: "All content successfully deleted, may be waiting on finalization",
    NamespaceContentRemaining: "Some resources are remaining: configmaps. has 1 resource instances",
    NamespaceFinalizersRemaining:
      "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
  })
  const current = await cluster.get(configmaps, { ...at, name: "held" })
  await cluster.update(configmaps, { ...current, metadata: { ...current.metadata, finalizers: [] } })
  await harness.clock.advance(10_000)
  expect(cluster.all(namespaces)).toEqual([])
  await harness.stop()
})

it("lets pods end before anything else goes", async () => {
  const pod: Pod = { metadata: { ...at, name: "p" }, spec: { nodeName: "n", containers: [{ name: "c" }] }, status: {} }
  const { harness, cluster, messages } = await started(pod, { metadata: { ...at, name: "needed" } })
  expect(cluster.all(configmaps)).toHaveLength(1)
  expect(messages()["NamespaceDeletionContentFailure"]).toBe(
    "Failed to delete all resource types, 1 remaining: unexpected items still remain in namespace: end for gvr: /v1, Resource=pods",
  )
  await cluster.delete(pods, { ...at, name: "p" }, { gracePeriodSeconds: 0 })
  await harness.settle()
  expect(cluster.all(namespaces)).toEqual([])
  await harness.stop()
})
