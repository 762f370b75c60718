import { expect, it } from "vitest"
import type { ConfigMap } from "../../apis/core/v1.gen.ts"
import { configmaps, secrets } from "../../apis/resources.gen.ts"
import type { DeleteOptions } from "../../machinery/meta/v1.gen.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { garbagecollector } from "./garbagecollector.ts"

const namespace = "default"

/** A grandparent, its child and grandchild, all config maps; and a friend that two of them own. */
async function started({ blockOwnerDeletion = false } = {}) {
  const harness = new ControllerHarness()
  const { cluster } = harness
  const make = (name: string, ...owners: readonly ConfigMap[]) => {
    const ownerReferences = owners.map(({ metadata }) => {
      const { name: ownerName = "", uid = "" } = metadata
      return { apiVersion: "v1", kind: "ConfigMap", name: ownerName, uid, blockOwnerDeletion }
    })
    return cluster.create(configmaps, { metadata: { namespace, name, ownerReferences } })
  }
  const top = await make("top")
  const child = await make("child", top)
  await make("grandchild", child)
  const other = await make("other")
  await make("shared", top, other)
  await harness.start([garbagecollector], { served: [configmaps, secrets] })
  await harness.settle()
  return {
    harness,
    cluster,
    names: () => cluster.all(configmaps).map(({ metadata }) => metadata.name),
    owners: async (name: string) => {
      const { metadata } = await cluster.get(configmaps, { namespace, name })
      return metadata.ownerReferences?.map((owner) => owner.name) ?? []
    },
    end: async (name: string, options: DeleteOptions) => {
      await cluster.delete(configmaps, { namespace, name }, options)
      for (let i = 0; i < 5; i++) await harness.settle()
    },
  }
}

it("leaves everything alone whose owners are there", async () => {
  const { harness, names } = await started()
  expect(names()).toEqual(["top", "child", "grandchild", "other", "shared"])
  await harness.stop()
})

it("deletes dependents after their owner, and keeps what has another owner", async () => {
  const { harness, names, owners, end } = await started()
  await end("top", { propagationPolicy: "Background" })
  expect(names()).toEqual(["other", "shared"])
  expect(await owners("shared")).toEqual(["other"])
  await harness.stop()
})

it("deletes dependents before their owner", async () => {
  const { harness, cluster, names, end } = await started({ blockOwnerDeletion: true })
  await end("top", { propagationPolicy: "Foreground" })
  expect(names()).toEqual(["other", "shared"])
  const deleted = cluster.writes.filter((write) => write.startsWith("delete")).map((write) => write.split("/")[1])
  expect(deleted).toEqual(["top", "child", "grandchild"])
  await harness.stop()
})

it("keeps dependents whose owner was deleted without them", async () => {
  const { harness, names, owners, end } = await started()
  await end("top", { propagationPolicy: "Orphan" })
  expect(names()).toEqual(["child", "grandchild", "other", "shared"])
  expect(await owners("child")).toEqual([])
  expect(await owners("grandchild")).toEqual(["child"])
  await harness.stop()
})

it("deletes what names an owner that never was", async () => {
  const { harness, cluster, names } = await started()
  const ownerReferences = [{ apiVersion: "v1", kind: "ConfigMap", name: "ghost", uid: "none" }]
  await cluster.create(configmaps, { metadata: { namespace, name: "stray", ownerReferences } })
  for (let i = 0; i < 5; i++) await harness.settle()
  expect(names()).not.toContain("stray")
  await harness.stop()
})

it("takes an owner in another namespace for none, and says so", async () => {
  const { harness, cluster, names } = await started()
  const elsewhere = await cluster.create(configmaps, { metadata: { namespace: "elsewhere", name: "boss" } })
  await harness.settle()
  const { uid = "" } = elsewhere.metadata
  const ownerReferences = [{ apiVersion: "v1", kind: "ConfigMap", name: "boss", uid }]
  await cluster.create(configmaps, { metadata: { namespace: "elsewhere", name: "rightful", ownerReferences } })
  await cluster.create(configmaps, { metadata: { namespace, name: "stray", ownerReferences } })
  for (let i = 0; i < 5; i++) await harness.settle()
  expect(names()).not.toContain("stray")
  expect(names()).toEqual(expect.arrayContaining(["boss", "rightful"]))
  const reference = `[v1/ConfigMap, namespace: default, name: boss, uid: ${uid}]`
  const words = `Warning OwnerRefInvalidNamespace ownerRef ${reference} does not exist in namespace "default"`
  expect(harness.events).toContain(words)
  await harness.stop()
})
