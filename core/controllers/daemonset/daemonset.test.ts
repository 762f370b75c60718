import { expect, it } from "vitest"
import type { DaemonSet, DaemonSetSpec } from "../../apis/apps/v1.gen.ts"
import type { Node, NodeSpec } from "../../apis/core/v1.gen.ts"
import { controllerrevisions, daemonsets, nodes, pods } from "../../apis/resources.gen.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { nodeOfDaemon } from "./daemon-pod.ts"
import { daemonset } from "./daemonset.ts"

const at = { namespace: "default", name: "d" }

function node(name: string, spec: NodeSpec = {}): Node {
  return { metadata: { name }, spec, status: {} }
}

function template(image: string) {
  return { metadata: { labels: { a: "d" } }, spec: { containers: [{ name: "c", image }] } }
}

async function started(spec: Partial<DaemonSetSpec>, ...all: readonly Node[]) {
  const harness = new ControllerHarness()
  const { cluster } = harness
  for (const each of all) await cluster.create(nodes, each)
  const daemonSet: DaemonSet = {
    metadata: { ...at, annotations: { "deprecated.daemonset.template.generation": "1" } },
    spec: {
      selector: { matchLabels: { a: "d" } },
      template: template("one"),
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      ...spec,
    },
    status: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
  }
  await cluster.create(daemonsets, daemonSet)
  await harness.start([daemonset])
  return {
    harness,
    cluster,
    get: () => cluster.get(daemonsets, at),
    nodesWith: (image = "one") =>
      cluster
        .all(pods)
        .filter((pod) => pod.spec.containers[0]?.image === image)
        .map(nodeOfDaemon),
    roll: async (image: string, generation: string) => {
      const current = await cluster.get(daemonsets, at)
      const annotations = { "deprecated.daemonset.template.generation": generation }
      const next = { ...current, metadata: { ...current.metadata, annotations } }
      await cluster.update(daemonsets, { ...next, spec: { ...next.spec, template: template(image) } })
      await harness.settle()
    },
  }
}

const cordon = {
  unschedulable: true,
  taints: [{ key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" as const }],
}

it("puts one pod on every node that is for it, cordoned ones too", async () => {
  const tainted = node("n3", { taints: [{ key: "mine", effect: "NoSchedule" }] })
  const { harness, cluster, get, nodesWith } = await started({}, node("n1"), node("n2", cordon), tainted)
  expect(nodesWith()).toEqual(["n1", "n2"])
  const [revision] = cluster.all(controllerrevisions)
  const hash = revision?.metadata.labels?.["controller-revision-hash"]
  expect(revision).toMatchObject({ metadata: { name: `d-${hash}`, labels: { a: "d" } }, revision: 1 })
  expect(cluster.all(pods)[0]?.metadata).toMatchObject({
    generateName: "d-",
    labels: { a: "d", "controller-revision-hash": hash, "pod-template-generation": "1" },
  })
  await harness.report(cluster.all(pods).slice(0, 1), "Running")
  expect((await get()).status).toEqual({
    currentNumberScheduled: 2,
    desiredNumberScheduled: 2,
    numberMisscheduled: 0,
    numberReady: 1,
    observedGeneration: 1,
    updatedNumberScheduled: 2,
    numberAvailable: 1,
    numberUnavailable: 1,
  })
  await harness.stop()
})

it("follows nodes as they come and as taints drive it away", async () => {
  const { harness, cluster, nodesWith } = await started({}, node("n1"))
  await cluster.create(nodes, node("n2"))
  await harness.settle()
  expect(nodesWith()).toEqual(["n1", "n2"])
  const current = await cluster.get(nodes, { name: "n1" })
  await cluster.update(nodes, { ...current, spec: { taints: [{ key: "mine", effect: "NoExecute" }] } })
  await harness.settle()
  expect(nodesWith()).toEqual(["n2"])
  await harness.stop()
})

it("replaces one pod after the other when its template changes, and goes back to an earlier revision", async () => {
  const { harness, cluster, nodesWith, roll } = await started({}, node("n1"), node("n2"), node("n3"))
  await harness.report(cluster.all(pods), "Running")
  await roll("two", "2")
  expect([nodesWith("one").length, nodesWith("two").length]).toEqual([2, 1])
  for (let i = 0; i < 3; i++) await harness.report(cluster.all(pods), "Running")
  expect(nodesWith("two").sort()).toEqual(["n1", "n2", "n3"])
  await roll("one", "3")
  expect(cluster.all(controllerrevisions).map(({ revision }) => revision)).toEqual([3, 2])
  await harness.stop()
})

it("starts the new pod beside the old one when it may surge", async () => {
  const updateStrategy = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } as const
  const { harness, cluster, nodesWith, roll } = await started({ updateStrategy }, node("n1"), node("n2"))
  await harness.report(cluster.all(pods), "Running")
  await roll("two", "2")
  expect([nodesWith("one").length, nodesWith("two").length]).toEqual([2, 1])
  for (let i = 0; i < 4; i++) await harness.report(cluster.all(pods), "Running")
  expect([nodesWith("one"), nodesWith("two").sort()]).toEqual([[], ["n1", "n2"]])
  await harness.stop()
})

it("leaves old pods alone when updates wait for their deletion", async () => {
  const { harness, cluster, nodesWith, roll } = await started({ updateStrategy: { type: "OnDelete" } }, node("n1"))
  await harness.report(cluster.all(pods), "Running")
  await roll("two", "2")
  expect(nodesWith("one")).toEqual(["n1"])
  await cluster.delete(pods, { namespace: "default", name: cluster.all(pods)[0]?.metadata.name ?? "" })
  await harness.settle()
  expect(nodesWith("two")).toEqual(["n1"])
  await harness.stop()
})

it("replaces failed pods, more and more slowly", async () => {
  const { harness, cluster } = await started({}, node("n1"))
  const creations = () => cluster.writes.filter((write) => write.startsWith("create pods")).length
  for (let i = 0; i < 3; i++) await harness.report(cluster.all(pods), "Failed")
  expect(creations()).toBe(2)
  await harness.clock.advance(1_000)
  expect(creations()).toBe(3)
  await harness.stop()
})
