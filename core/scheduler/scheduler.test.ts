import { expect, it } from "vitest"
import type { Node, NodeSpec, Pod, PodSpec } from "../apis/core/v1.gen.ts"
import { eventsEventsK8sIoV1 as events, nodes, pods } from "../apis/resources.gen.ts"
import { silentLog } from "../base/log.ts"
import { FakeClock } from "../base/testing/fake-clock.ts"
import { SeededRandom } from "../base/testing/seeded-random.ts"
import { SharedInformers } from "../client/informer/shared-informers.ts"
import { FakeCluster, refusal } from "../client/testing/fake-cluster.ts"
import { findCondition } from "../machinery/meta/conditions.ts"
import { Scheduler } from "./scheduler.ts"

function node(
  name: string,
  { cpu = "2", labels = {}, ...spec }: { cpu?: string; labels?: object } & NodeSpec = {},
): Node {
  const allocatable = { cpu, memory: "4Gi", pods: "110" }
  return { metadata: { name, labels: { "kubernetes.io/hostname": name, ...labels } }, spec, status: { allocatable } }
}

function pod(
  name: string,
  { cpu = "100m", labels = {}, ...spec }: { cpu?: string; labels?: object } & Partial<PodSpec> = {},
): Pod {
  const containers = [{ name: "c", resources: { requests: { cpu } } }]
  return {
    metadata: { namespace: "default", name, labels: { ...labels } },
    spec: { containers, ...spec },
    status: { phase: "Pending" },
  }
}

async function started(...objects: readonly (Node | Pod)[]) {
  const clock = new FakeClock()
  const random = new SeededRandom(3)
  const cluster = new FakeCluster({ clock, random })
  for (const each of objects) {
    if ("containers" in each.spec) await cluster.create(pods, each as Pod)
    else await cluster.create(nodes, each as Node)
  }
  const deps = { client: cluster, clock, random, log: silentLog }
  const informers = new SharedInformers(deps)
  const scheduler = new Scheduler({ ...deps, informers, instance: "default-scheduler-test" })
  const stop = new AbortController()
  await informers.start(stop.signal)
  const running = scheduler.run(stop.signal)
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await clock.advance(0)
  }
  await settle()
  return {
    clock,
    cluster,
    settle,
    place: () => Object.fromEntries(cluster.all(pods).map(({ metadata, spec }) => [metadata.name, spec.nodeName])),
    why: async (name: string) => {
      const { status } = await cluster.get(pods, { namespace: "default", name })
      return findCondition(status.conditions, "PodScheduled")?.message
    },
    notes: () => cluster.all(events).map(({ reason, note }) => `${reason}: ${note}`),
    end: async () => {
      stop.abort()
      await running
    },
  }
}

it("binds a pod to the node it fits on and says so", async () => {
  const { place, notes, end } = await started(node("full", { cpu: "50m" }), node("free"), pod("a"))
  expect(place()).toEqual({ a: "free" })
  expect(notes()).toEqual(["Scheduled: Successfully assigned default/a to free"])
  await end()
})

it("spreads the pods of one controller over the nodes", async () => {
  const owner = { apiVersion: "apps/v1", kind: "ReplicaSet", name: "rs", uid: "u", controller: true }
  const owned = ["a", "b", "c", "d"].map((name) => {
    const each = pod(name)
    return { ...each, metadata: { ...each.metadata, ownerReferences: [owner] } }
  })
  const { place, end } = await started(node("n1"), node("n2"), ...owned)
  expect(Object.values(place()).sort()).toEqual(["n1", "n1", "n2", "n2"])
  await end()
})

const notHelpful = "1 Preemption is not helpful for scheduling"
const noVictims = "1 No preemption victims found for incoming pod"
const failures: readonly {
  readonly of: string
  readonly node: Node
  readonly pod: Pod
  readonly says: string
  readonly preemption: string
}[] = [
  { of: "cpu", node: node("n"), pod: pod("p", { cpu: "3" }), says: "1 Insufficient cpu", preemption: notHelpful },
  {
    of: "a cordoned node",
    node: node("n", { unschedulable: true }),
    pod: pod("p"),
    says: "1 node(s) were unschedulable",
    preemption: notHelpful,
  },
  {
    of: "taints",
    node: node("n", { taints: [{ key: "a", effect: "NoSchedule" }] }),
    pod: pod("p"),
    says: "1 node(s) had untolerated taint(s)",
    preemption: notHelpful,
  },
  {
    of: "the node selector",
    node: node("n"),
    pod: pod("p", { nodeSelector: { disk: "fast" } }),
    says: "1 node(s) didn't match Pod's node affinity/selector",
    preemption: notHelpful,
  },
  {
    of: "a topology label",
    node: node("n"),
    pod: pod("p", {
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" }],
    }),
    says: "1 node(s) didn't match pod topology spread constraints (missing required label)",
    preemption: notHelpful,
  },
  {
    of: "company",
    node: node("n"),
    pod: pod("p", {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "db" } } },
          ],
        },
      },
    }),
    says: "1 node(s) didn't match pod affinity rules",
    preemption: notHelpful,
  },
]
for (const { of, says, preemption, ...objects } of failures) {
  it(`says why a pod waits for want of ${of}`, async () => {
    const { place, why, notes, end } = await started(objects.node, objects.pod)
    const message = `0/1 nodes are available: ${says}. no new claims to deallocate, preemption: 0/1 nodes are available: ${preemption}.`
    expect(place()).toEqual({ p: undefined })
    expect(await why("p")).toBe(message)
    expect(notes()).toEqual([`FailedScheduling: ${message}`])
    await end()
  })
}

it("says when another pod's port is in the way, and schedules when that pod is gone", async () => {
  const ports = [{ containerPort: 80, hostPort: 80 }]
  const holder = pod("holder", { nodeName: "n", containers: [{ name: "c", ports }] })
  const { clock, cluster, place, why, end } = await started(
    node("n"),
    holder,
    pod("p", { containers: [{ name: "c", ports }] }),
  )
  expect(await why("p")).toBe(
    "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. no new claims to deallocate, " +
      `preemption: 0/1 nodes are available: ${noVictims}.`,
  )
  await cluster.delete(pods, { namespace: "default", name: "holder" }, { gracePeriodSeconds: 0 })
  await clock.advance(1_000)
  expect(place()["p"]).toBe("n")
  await end()
})

it("schedules when a node comes, is uncordoned or loses its taint", async () => {
  const { clock, cluster, settle, place, why, end } = await started(pod("a"))
  expect(await why("a")).toBe("no nodes available to schedule pods")
  await cluster.create(nodes, node("n", { unschedulable: true }))
  await clock.advance(2_000)
  expect(place()).toEqual({ a: undefined })
  const current = await cluster.get(nodes, { name: "n" })
  await cluster.update(nodes, { ...current, spec: {} })
  await settle()
  await clock.advance(2_000)
  expect(place()).toEqual({ a: "n" })
  await end()
})

it("does not try again for a node that is not for the pod yet, and at once when it is", async () => {
  const { clock, cluster, settle, place, notes, end } = await started(pod("a"))
  await clock.advance(1_000)
  const taints = [{ key: "node.kubernetes.io/not-ready", effect: "NoSchedule" as const }]
  await cluster.create(nodes, node("n", { taints }))
  await settle()
  expect(notes()).toEqual(["FailedScheduling: no nodes available to schedule pods"])
  const current = await cluster.get(nodes, { name: "n" })
  await cluster.update(nodes, { ...current, spec: {} })
  await settle()
  expect(place()).toEqual({ a: "n" })
  await end()
})

it("takes the more important pod first and keeps what it promised to one from the other", async () => {
  const { place, end } = await started(
    node("n", { cpu: "1" }),
    pod("low", { cpu: "800m", priority: 0 }),
    pod("high", { cpu: "800m", priority: 100 }),
  )
  expect(place()).toEqual({ low: undefined, high: "n" })
  await end()
})

it("leaves pods with gates or another scheduler's name alone until that changes", async () => {
  const { cluster, settle, place, end } = await started(
    node("n"),
    pod("gated", { schedulingGates: [{ name: "wait" }] }),
    pod("other", { schedulerName: "mine" }),
  )
  expect(place()).toEqual({ gated: undefined, other: undefined })
  const gated = await cluster.get(pods, { namespace: "default", name: "gated" })
  await cluster.update(pods, { ...gated, spec: { ...gated.spec, schedulingGates: [] } })
  await settle()
  expect(place()).toEqual({ gated: "n", other: undefined })
  await end()
})

it("tries again when binding fails", async () => {
  const { cluster, clock, place, end } = await started(node("n"))
  let failed = 0
  cluster.onWrite = (verb) => {
    if (verb === "create/binding" && failed++ === 0) throw refusal()
  }
  await cluster.create(pods, pod("a"))
  await clock.advance(5_000)
  expect([failed, place()]).toEqual([2, { a: "n" }])
  await end()
})

it("keeps a pod off nodes where its like runs, when it says so or they do", async () => {
  const affinity = {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "db" } } },
      ],
    },
  }
  const labels = { app: "db" }
  const { place, why, end } = await started(
    node("n1"),
    node("n2"),
    pod("a", { labels, affinity, priority: 3 }),
    pod("b", { labels, affinity, priority: 2 }),
    pod("c", { labels, priority: 1 }),
  )
  expect(Object.values(place()).slice(0, 2).sort()).toEqual(["n1", "n2"])
  expect(await why("c")).toContain("2 node(s) didn't satisfy existing pods anti-affinity rules")
  await end()
})

it("sends a daemon set's pod to the node it names, and counts the others out", async () => {
  const toNode = (name: string) => ({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In" as const, values: [name] }] }],
      },
    },
  })
  const { place, why, end } = await started(
    node("n1"),
    node("n2", { cpu: "50m" }),
    pod("a", { affinity: toNode("n1") }),
    pod("b", { affinity: toNode("n2") }),
  )
  expect(place()).toEqual({ a: "n1", b: undefined })
  expect(await why("b")).toContain("1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity]")
  await end()
})
