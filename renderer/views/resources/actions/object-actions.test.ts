import { expect, it } from "vitest"
import type { Pod } from "../../../../core/apis/core/v1.gen.ts"
import { configmaps, deployments, nodes, pods, replicasets } from "../../../../core/apis/resources.gen.ts"
import { FakeClock } from "../../../../core/base/testing/fake-clock.ts"
import { SeededRandom } from "../../../../core/base/testing/seeded-random.ts"
import { FakeCluster } from "../../../../core/client/testing/fake-cluster.ts"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import { tooManyRequests } from "../../../../core/machinery/status/status-error.ts"
import { consequencesOf } from "./consequences.ts"
import { drainVerdict } from "./drain.ts"
import type { ActionChoices, ActionProgress, ActionTargets } from "./object-action.ts"
import { objectActions } from "./object-actions.ts"

function setUp() {
  const clock = new FakeClock()
  const cluster = new FakeCluster({ clock, random: new SeededRandom(1) })
  const told: ActionProgress[] = []
  const stop = new AbortController()
  const run = (id: string, about: ActionTargets, choices: ActionChoices = {}) => {
    const action = objectActions(about.resource).find((each) => each.id === id)
    const context = { client: cluster, clock, signal: stop.signal, report: (each: ActionProgress) => told.push(each) }
    return action?.run(about, { ...action.defaults, ...choices }, context)
  }
  return { clock, cluster, told, stop, run }
}

function named(resource: Resource, ...keys: readonly string[]): ActionTargets {
  return {
    resource,
    objects: keys.map((key) => {
      const [namespace = "", name = ""] = key.split("/")
      return { metadata: { ...(namespace === "" ? {} : { namespace }), name } }
    }),
  }
}

function pod(name: string, owner: string | undefined, spec: object = {}): Pod {
  const ownerReferences =
    owner === undefined
      ? []
      : [{ apiVersion: "apps/v1", kind: owner, name: "x", uid: `uid-${owner}`, controller: true }]
  return {
    metadata: { namespace: "default", name, ownerReferences },
    spec: { nodeName: "n1", containers: [{ name: "main", image: "x" }], terminationGracePeriodSeconds: 0, ...spec },
    status: {},
  }
}

const commands: readonly { id: string; about: ActionTargets; choices?: ActionChoices; command: string }[] = [
  {
    id: "restart",
    about: named(deployments, "default/web", "default/api"),
    command: "kubectl -n default rollout restart deployment/web deployment/api",
  },
  {
    id: "scale",
    about: named(deployments, "default/web", "shop/db"),
    choices: { replicas: 3 },
    command: "kubectl -n default scale --replicas=3 deployment/web && kubectl -n shop scale --replicas=3 deployment/db",
  },
  { id: "cordon", about: named(nodes, "/n1", "/n2"), command: "kubectl cordon n1 n2" },
  {
    id: "drain",
    about: named(nodes, "/n1"),
    choices: { force: true, deleteEmptyDirData: true },
    command: "kubectl drain --ignore-daemonsets --delete-emptydir-data --force n1",
  },
  {
    id: "delete",
    about: named(pods, "default/web"),
    choices: { propagation: "Orphan", force: true },
    command: "kubectl -n default delete pod web --cascade=orphan --grace-period=0 --force",
  },
]

for (const { id, about, choices, command } of commands) {
  it(`says ${id} with kubectl`, () => {
    const action = objectActions(about.resource).find((each) => each.id === id)
    expect(action?.command(about, { ...action.defaults, ...choices }, "kubectl")).toBe(command)
  })
}

it("restarts by an annotation of the template", async () => {
  const { cluster, run } = setUp()
  const spec = { selector: {}, template: {} }
  await cluster.create(deployments, { metadata: { namespace: "default", name: "web" }, spec, status: {} })
  await run("restart", named(deployments, "default/web"))
  const { spec: after } = await cluster.get(deployments, { namespace: "default", name: "web" })
  expect(Object.keys(after.template.metadata?.annotations ?? {})).toEqual(["kubectl.kubernetes.io/restartedAt"])
})

it("goes on with the others when one fails, and says which", async () => {
  const { cluster, told, run } = setUp()
  await cluster.create(configmaps, { metadata: { namespace: "default", name: "b" } })
  await run("delete", named(configmaps, "default/a", "default/b"))
  expect(cluster.all(configmaps)).toEqual([])
  expect(told.filter(({ state }) => state !== "running").map(({ key, state }) => `${key} ${state}`)).toEqual([
    "default/a failed",
    "default/b done",
  ])
})

const verdicts = [
  { what: "of a DaemonSet", pod: pod("a", "DaemonSet"), verdict: "stays" },
  { what: "of a ReplicaSet", pod: pod("a", "ReplicaSet"), verdict: "evict" },
  { what: "of nobody", pod: pod("a", undefined), verdict: "unmanaged" },
  {
    what: "with an emptyDir",
    pod: pod("a", "ReplicaSet", { volumes: [{ name: "v", emptyDir: {} }] }),
    verdict: "losesData",
  },
] as const

for (const { what, pod: given, verdict } of verdicts) {
  it(`takes a pod ${what} for one that ${verdict}`, () => {
    expect(drainVerdict(given, {})).toBe(verdict)
  })
}

it("drains nothing while a pod would be lost, and does not even cordon", async () => {
  const { cluster, told, run } = setUp()
  await cluster.create(nodes, { metadata: { name: "n1" }, spec: {}, status: {} })
  await cluster.create(pods, pod("alone", undefined))
  await run("drain", named(nodes, "/n1"))
  expect(told.at(-1)).toMatchObject({ key: "n1", state: "failed" })
  expect((await cluster.get(nodes, { name: "n1" })).spec?.unschedulable).toBeUndefined()
})

it("waits for a budget that refuses an eviction, and tells so", async () => {
  const { clock, cluster, told, run } = setUp()
  await cluster.create(nodes, { metadata: { name: "n1" }, spec: {}, status: {} })
  await cluster.create(pods, pod("web", "ReplicaSet"))
  let refusals = 1
  cluster.onWrite = (verb) => {
    if (verb === "create/eviction" && refusals-- > 0) throw tooManyRequests("the budget", 0)
  }
  const draining = run("drain", named(nodes, "/n1"))
  await clock.advance(4_000)
  expect(cluster.all(pods)).toHaveLength(1)
  await clock.advance(10_000)
  await draining
  expect(cluster.all(pods)).toEqual([])
  expect(told.map(({ key, state }) => `${key} ${state}`)).toEqual([
    "n1 running",
    "default/web running",
    "default/web waiting",
    "default/web running",
    "default/web running",
    "default/web done",
    "n1 done",
  ])
})

it("tells which pods use a ConfigMap that is to be deleted", async () => {
  const { cluster, stop } = setUp()
  const reads = { envFrom: [{ configMapRef: { name: "settings" } }] }
  await cluster.create(pods, pod("web", undefined, { containers: [{ name: "main", image: "x", ...reads }] }))
  await cluster.create(pods, pod("api", undefined))
  expect(await consequencesOf(named(configmaps, "default/settings"), { client: cluster, signal: stop.signal })).toEqual(
    [{ type: "user", kind: "Pod", names: ["default/web"] }],
  )
})

it("tells what goes with an owner, and with what that owns", async () => {
  const { cluster, stop } = setUp()
  const at = { namespace: "default" }
  const owner = (kind: string, uid: string) => [{ apiVersion: "apps/v1", kind, name: "web", uid }]
  const web = { ...at, name: "web", uid: "u1" }
  const set = { ...at, name: "web-1", uid: "u2", ownerReferences: owner("Deployment", "u1") }
  await cluster.create(replicasets, { metadata: set, spec: { selector: {} }, status: { replicas: 0 } })
  const { metadata, ...rest } = pod("web-1-a", undefined)
  await cluster.create(pods, { ...rest, metadata: { ...metadata, ownerReferences: owner("ReplicaSet", "u2") } })
  const about = { resource: deployments, objects: [{ metadata: web }] }
  expect(await consequencesOf(about, { client: cluster, signal: stop.signal })).toEqual([
    { type: "owned", kind: "ReplicaSet", names: ["default/web-1"] },
    { type: "owned", kind: "Pod", names: ["default/web-1-a"] },
  ])
})
