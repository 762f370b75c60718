import { beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { busyboxImageArchive } from "../support/images.ts"
import { recordedLines } from "../support/recorded.ts"
import { type Act, annotate, change, create, remove, report, template } from "../support/replay-steps.ts"
import { drivers, sharedCluster, type TestCluster } from "../support/test-cluster.ts"
import { endsMissed, observedTimeline, recordedTimeline, type Scenario, waysMissed } from "../support/timeline.ts"
import { type Change, type WatchLog, watchLog } from "../support/watch-log.ts"

interface Replay {
  readonly scenario: string
  readonly namespace: string
  /** The recorded steps in their order; those that were taken at once stand together. */
  readonly steps: readonly (readonly Act[])[]
  readonly atMostMs?: number
}

const busybox = "docker.io/library/busybox:1"

const replays: readonly Replay[] = [
  {
    scenario: "deployment: rollout, broken image, undo, scale, delete",
    namespace: "tl-deployment",
    steps: [
      [create("Deployment/web")],
      [change("deployment/web", template({ env: [{ name: "A", value: "1" }] }))],
      [change("deployment/web", template({ image: "localhost:1/none:1" }))],
      [change("deployment/web", template({ image: busybox }))],
      [change("deployment/web", { spec: { replicas: 1 } })],
      [remove("deployment/web", "background")],
    ],
  },
  {
    scenario: "deployment: recreate, pause, resume, history limit",
    namespace: "tl-deployment",
    steps: [
      [create("Deployment/re")],
      [change("deployment/re", annotate("0"))],
      [change("deployment/re", annotate("1"))],
      [change("deployment/re", { spec: { paused: true } })],
      [change("deployment/re", annotate("p"))],
      [change("deployment/re", { spec: { paused: null } })],
      [remove("deployment/re", "foreground")],
    ],
  },
  {
    scenario: "replicaset: adopt, release, orphan",
    namespace: "tl-replicaset",
    steps: [
      [create("Pod/bare")],
      [create("ReplicaSet/rs")],
      [change("pod/bare", { metadata: { labels: { a: "free" } } })],
      [change("pod/bare", { metadata: { labels: { a: "rs" } } })],
      [remove("replicaset/rs", "orphan")],
    ],
  },
  {
    scenario: "daemonset: create, update, delete",
    namespace: "tl-daemonset",
    steps: [[create("DaemonSet/d")], [change("daemonset/d", annotate("1"))], [remove("daemonset/d", "background")]],
  },
  {
    scenario: "service: endpoints as pods come, go unready, end",
    namespace: "tl-service",
    steps: [
      [create("Service/web")],
      [create("Service/all"), create("Service/none"), create("Endpoints/none")],
      [create("Pod/p1"), create("Pod/p2")],
      [change("pod/p1", { metadata: { annotations: { x: "y" } } }), remove("pod/p1", "background")],
      [change("pod/p2", { metadata: { labels: { a: "other" } } })],
      [remove("service/web", "background")],
    ],
  },
  {
    scenario: "namespace: ends with what it holds",
    namespace: "tl-namespace",
    steps: [
      [create("Deployment/n"), create("ConfigMap/held")],
      [remove("namespace/tl-namespace", "background")],
      [change("configmap/held", { metadata: { finalizers: null } })],
    ],
  },
  {
    scenario: "node: stops reporting",
    namespace: "tl-node",
    steps: [[create("Node/tl-n"), report("node/tl-n")], [create("Pod/on"), report("pod/on")], [report("node/tl-n")]],
    atMostMs: 90_000,
  },
]

/** What is not compared, and why. */
const left: readonly { readonly fact: RegExp; readonly why: string }[] = [
  { fact: /^Pod.* \.status\.containerStatuses.*\.(containerID|imageID) =/, why: "was not recorded" },
  { fact: /^Pod.* \.status\.resources/, why: "of a group without a limit (cgroup v1)" },
  { fact: /^Pod.* .*\.state\.waiting\.(reason|message) =/, why: "goes to and fro between failure and back-off" },
  {
    fact: /^Pod\/d-<id> \.metadata\.(labels\.(controller-revision-hash|pod-template-generation)|annotations\.n) /,
    why: "of a daemon set's later pods: recorded as like the first",
  },
  { fact: /^EndpointSlice\S* \.(endpoints|ports) = (null|\[\])$/, why: "a list with nothing in it is written as one" },
  {
    fact: /last-change-trigger-time/,
    why: "for a measurement of Kubernetes' own; here from creation to the first change",
  },
  { fact: /^Node\S* \.spec\.podCIDR/, why: "the next range that is free" },
  { fact: /^Namespace/, why: "its beginning was not recorded; what is said of it on its way is compared" },
  { fact: /^way Namespace\S* \.spec\.finalizers/, why: "as above" },
  {
    fact: /^events .* Readiness probe (errored|failed: $)/,
    why: "of a probe that happened to run when its container ended",
  },
]

const watched = [
  ...["pods", "services", "endpoints", "events"].map((kind) => ["api/v1", kind] as const),
  ...["deployments", "replicasets", "daemonsets", "controllerrevisions"].map((kind) => ["apis/apps/v1", kind] as const),
  ["apis/discovery.k8s.io/v1", "endpointslices"] as const,
]

describe.runIf(drivers.includes("native"))("a recorded scenario, step by step", () => {
  let cluster: TestCluster
  let scenarios: readonly Scenario[]

  beforeAll(async () => {
    cluster = await sharedCluster("native")
    await cluster.cove(["image", "load", await busyboxImageArchive()])
    scenarios = await recordedLines<Scenario>("timelines.jsonl")
  })

  it.each(replays)("$scenario", async ({ scenario: name, namespace, steps, atMostMs = 30_000 }) => {
    const scenario = scenarios.find((each) => each.scenario === name)
    if (scenario === undefined) throw new Error(`"${name}" was not recorded`)
    // The recorder itself took the node away at the end.
    const log = scenario.log.filter((entry) => !("deleted" in entry && entry.deleted === "Node/tl-n"))
    const sizes = steps.map(({ length }) => length)
    const wanted = recordedTimeline({ ...scenario, log }, sizes)
    const space = await cluster.namespace(namespace)
    const logs: WatchLog[] = []
    try {
      for (const path of pathsOf(namespace)) logs.push(await watchLog(cluster.profile, path))
      const starts: number[][] = []
      const seen = () => observedTimeline(stepsOf(logs, starts, cluster.profile))
      for (const [at, acts] of steps.entries()) {
        starts.push(logs.map(({ changes }) => changes.length))
        for (const act of acts) await act(space.kubectl, scenario)
        const missed = () => endsMissed(wanted.ends[at], seen().ends[at], isLeft)
        await eventually(() => expect({ step: at, missed: missed() }).toEqual({ step: at, missed: [] }), { atMostMs })
      }
      await eventually(() => expect(waysMissed(wanted, seen(), isLeft)).toEqual([]), { atMostMs: 10_000 })
    } finally {
      await cluster.kubectl(["delete", "node", "tl-n", "--ignore-not-found"])
      await space.tryKubectl(["patch", "configmap", "held", "--type=merge", "-p", '{"metadata":{"finalizers":null}}'])
      for (const log of logs) log[Symbol.dispose]()
    }
  })
})

function isLeft(fact: string): boolean {
  return left.some((each) => each.fact.test(fact))
}

function pathsOf(namespace: string): readonly string[] {
  return [
    ...watched.map(([group, kind]) => `/${group}/namespaces/${namespace}/${kind}?watch=1`),
    `/api/v1/namespaces/${namespace}/configmaps?watch=1&fieldSelector=metadata.name%3Dheld`,
    `/api/v1/namespaces?watch=1&fieldSelector=metadata.name%3D${namespace === "tl-namespace" ? namespace : "none"}`,
    `/api/v1/nodes?watch=1&fieldSelector=metadata.name%3Dtl-n`,
  ]
}

/** What each log has of each step, on a node of the recorded name. */
function stepsOf(logs: readonly WatchLog[], starts: readonly (readonly number[])[], node: string) {
  return starts.map((from, at) =>
    logs.flatMap(({ changes }, log): readonly Change[] => {
      const all = changes.slice(from[log], starts[at + 1]?.[log])
      const part = JSON.stringify(all.filter(({ type, object }) => type !== "ADDED" || object.kind !== "Namespace"))
      return JSON.parse(part.replaceAll(`"${node}"`, '"ref"').replaceAll(` to ${node}"`, ' to ref"'))
    }),
  )
}
