import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import type { Deployment } from "../../../core/apis/apps/v1.gen.ts"
import type { Event, Node, PersistentVolumeClaim, Pod } from "../../../core/apis/core/v1.gen.ts"
import { type Observed, problemsIn } from "./problems-in.ts"

const nowMs = Date.parse("2026-11-22T07:55:00Z")
const nothing: Observed = { pods: [], deployments: [], jobs: [], nodes: [], claims: [], events: [], nowMs }

interface Recorded {
  readonly pod: string
  readonly when: string
  readonly status: Pod["status"]
}

const recorded = readFileSync(join(import.meta.dirname, "../../../test/recorded/kubelet-pods.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Recorded) // statuses of a real cluster

function recordedPod(name: string, when = "about 30 s after apply", metadata: Pod["metadata"] = {}): Pod {
  const found = recorded.find((each) => each.pod === name && each.when === when)
  if (found === undefined) throw new Error(`Nothing was recorded of ${name} ${when}`)
  const limits = { memory: "20Mi" }
  const spec = {
    containers: [
      { name: "c", resources: { limits } },
      { name: "start", startupProbe: {} },
    ],
  }
  return { metadata: { namespace: "default", name, ...metadata }, spec, status: found.status }
}

const recordedCases = [
  { pod: "badimage", reason: "InvalidImageName", tells: "repository name (/NAME) must be lowercase" },
  { pod: "noimage", reason: "ErrImagePull", tells: "failed to pull and unpack image" },
  { pod: "nopullnever", reason: "ErrImageNeverPull", tells: "not present with pull policy of Never" },
  { pod: "nocm", reason: "CreateContainerConfigError", tells: 'configmap "missing" not found' },
  { pod: "nokey", reason: "CreateContainerConfigError", tells: "couldn't find key nope" },
  { pod: "nonroot", reason: "CreateContainerConfigError", tells: "runAsNonRoot" },
  { pod: "nocmd", reason: "RunContainerError", tells: "unable to start container process" },
  {
    pod: "crash",
    reason: "CrashLoopBackOff",
    tells: "exit code 3, restarted 2 times: failing",
  },
  {
    pod: "initfail",
    reason: "CrashLoopBackOff",
    tells: "Container “a”: it ended with exit code 1 (an error of its own)",
  },
  { pod: "oom", reason: "OOMKilled", tells: "more memory than its limit of 20Mi, restarted 2 times" },
  { pod: "nohostpath", reason: "ContainerCreating", tells: "Container “c”: it is being prepared" },
  { pod: "failed", reason: "Failed", tells: "Container “c”: it ended with exit code 5: last words" },
  { pod: "toobig", reason: "OutOfcpu", tells: "Node didn't have enough resource: cpu" },
  { pod: "wrongnode", reason: "NodeAffinity", tells: "node(s) didn't match" },
  { pod: "gate", reason: "ReadinessGatesNotReady", tells: "does not exist" },
]

describe("what a kubelet tells of a pod becomes words", () => {
  for (const { pod, reason, tells } of recordedCases) {
    it(`${pod}: ${reason}`, () => {
      const [problem, ...more] = problemsIn({ ...nothing, pods: [recordedPod(pod)] })
      expect(more).toEqual([])
      expect(problem).toMatchObject({ reason, about: { kind: "Pod", namespace: "default", name: pod } })
      expect(problem?.message).toContain(tells)
      expect(problem?.advice).not.toBe("")
    })
  }

  for (const pod of ["ok", "done", "hostnet", "init", "sidecar"]) {
    it(`${pod}: nothing is wrong`, () => {
      expect(problemsIn({ ...nothing, pods: [recordedPod(pod)] })).toEqual([])
    })
  }

  it("a probe that fails, with what the event says of it", () => {
    const events = [warning("Pod", "probes", "Unhealthy", "Readiness probe failed: HTTP probe failed with 404")]
    const told = problemsIn({ ...nothing, pods: [recordedPod("probes")], events }).map(
      ({ reason, message }) => `${reason} ${message}`,
    )
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^NotReady Container “http”: .*HTTP probe failed with 404$/),
        expect.stringMatching(/^NotStarted Container “start”: /),
      ]),
    )
  })

  it("a volume that does not come, with what the event says of it", () => {
    const events = [warning("Pod", "nosecretvol", "FailedMount", 'MountVolume.SetUp failed: secret "none" not found')]
    const [problem] = problemsIn({ ...nothing, pods: [recordedPod("nosecretvol")], events })
    expect(problem?.message).toContain('secret "none" not found')
  })

  it("nothing of a pod that has only just begun", () => {
    const soonMs = Date.parse("2026-11-22T07:50:12Z")
    expect(problemsIn({ ...nothing, pods: [recordedPod("nohostpath")], nowMs: soonMs })).toEqual([])
  })

  it("points to the log of the run before", () => {
    const [problem] = problemsIn({ ...nothing, pods: [recordedPod("crash")] })
    expect(problem).toMatchObject({
      command: "logs crash -c c -n default --previous",
      previousLog: { pod: { name: "crash" }, container: "c" },
      sinceMs: Date.parse("2026-11-22T07:50:24Z"),
    })
  })
})

describe("a container whose command cannot be run", () => {
  const recordedTerminated = { exitCode: 128, reason: "StartError", message: "exec: /nope: no such file" }

  it("is no case for a log that nobody wrote, whatever stage of trying again it is in", () => {
    const stages = [
      { state: { terminated: recordedTerminated } },
      { state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: { terminated: recordedTerminated } },
    ]
    const told = stages.map((stage) => {
      const containerStatuses = [{ name: "c", image: "", imageID: "", ready: false, restartCount: 2, ...stage }]
      const status = { phase: "Running", containerStatuses } as Pod["status"] // of a status, what is looked at
      return problemsIn({ ...nothing, pods: [{ ...recordedPod("nocmd"), status }] })
    })
    for (const problems of told) {
      expect(problems).toMatchObject([
        {
          reason: "StartError",
          message: "Container “c”: exec: /nope: no such file",
          command: "describe pod nocmd -n default",
        },
      ])
      expect(problems[0]?.previousLog).toBeUndefined()
    }
    expect(new Set(told.map(([problem]) => problem?.id)).size).toBe(1)
  })
})

describe("pods of one maker", () => {
  const ownedBy = (hash: string, suffix: string): Pod["metadata"] => ({
    name: `web-${hash}-${suffix}`,
    labels: { "pod-template-hash": hash },
    ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: `web-${hash}`, uid: "u", controller: true }],
  })

  it("are told of once, under their Deployment, whatever stage of failing each is in", () => {
    const pods = [
      recordedPod("noimage", "about 30 s after apply", ownedBy("abc", "b")),
      recordedPod("noimage", "about 4 s after apply", ownedBy("abc", "a")),
    ]
    const problems = problemsIn({ ...nothing, pods })
    expect(problems).toMatchObject([
      {
        about: { group: "apps", plural: "deployments", kind: "Deployment", namespace: "default", name: "web" },
        pods: [{ name: "web-abc-b" }, { name: "web-abc-a" }],
        command: "describe pod web-abc-a -n default",
      },
    ])
  })

  it("explain why their Deployment has too few", () => {
    const pods = [recordedPod("noimage", "about 30 s after apply", ownedBy("abc", "a"))]
    const unavailable = { type: "Available", status: "False", reason: "MinimumReplicasUnavailable" }
    const deployments = [deployment([unavailable])]
    expect(problemsIn({ ...nothing, pods, deployments }).map(({ reason }) => reason)).toEqual(["ErrImagePull"])
    expect(problemsIn({ ...nothing, deployments }).map(({ reason }) => reason)).toEqual(["MinimumReplicasUnavailable"])
  })
})

it("a pod that fits nowhere has the scheduler's reason", () => {
  const message = "0/1 nodes are available: 1 Insufficient cpu."
  const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }]
  const pod: Pod = {
    metadata: { namespace: "a", name: "big" },
    spec: { containers: [] },
    status: { phase: "Pending", conditions },
  }
  expect(problemsIn({ ...nothing, pods: [pod] })).toMatchObject([
    { reason: "Unschedulable", message, tone: "bad", command: "describe pod big -n a" },
  ])
})

it("a quota's refusal is told on the Deployment", () => {
  const message = 'pods "web-1" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2'
  const deployments = [deployment([{ type: "ReplicaFailure", status: "True", reason: "FailedCreate", message }])]
  expect(problemsIn({ ...nothing, deployments })).toMatchObject([
    { reason: "FailedCreate", message, tone: "bad", about: { kind: "Deployment", name: "web" } },
  ])
})

it("a rollout that does not go on is told", () => {
  const stuck = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "timed out" }
  expect(problemsIn({ ...nothing, deployments: [deployment([stuck])] })).toMatchObject([
    { reason: "ProgressDeadlineExceeded", message: "timed out" },
  ])
})

it("a StatefulSet whose pods are refused is told of from its event, while that is news", () => {
  const events = [warning("StatefulSet", "db", "FailedCreate", "exceeded quota")]
  expect(problemsIn({ ...nothing, events })).toMatchObject([{ about: { plural: "statefulsets", name: "db" } }])
  expect(problemsIn({ ...nothing, events, nowMs: nowMs + 3_600_000 })).toEqual([])
})

it("nodes that are not ready come first, and those under pressure are told", () => {
  const nodes: readonly Node[] = [
    node("n1", [
      { type: "Ready", status: "True" },
      { type: "DiskPressure", status: "True", message: "disk is full" },
    ]),
    node("n2", [{ type: "Ready", status: "Unknown", message: "Kubelet stopped posting node status." }]),
  ]
  expect(problemsIn({ ...nothing, nodes }).map(({ about, reason }) => `${about.name} ${reason}`)).toEqual([
    "n2 NodeNotReady",
    "n1 DiskPressure",
  ])
})

it("a claim that waits for its first user is as it should be; another that is not bound is told", () => {
  const claims = ["waits", "lonely"].map(claim)
  const waits: Event = {
    ...warning("PersistentVolumeClaim", "waits", "WaitForFirstConsumer", "waiting for first consumer"),
    type: "Normal",
  }
  expect(problemsIn({ ...nothing, claims, events: [waits] }).map(({ about }) => about.name)).toEqual(["lonely"])
})

function deployment(conditions: readonly object[]): Deployment {
  const spec = { replicas: 2, selector: {}, template: { metadata: {}, spec: { containers: [] } } }
  return { metadata: { namespace: "default", name: "web" }, spec, status: { conditions } as Deployment["status"] } // rows of the table
}

function node(name: string, conditions: readonly object[]): Node {
  return { metadata: { name }, spec: {}, status: { conditions } as Node["status"] } // rows of the table
}

function claim(name: string): PersistentVolumeClaim {
  return { metadata: { namespace: "default", name }, spec: {}, status: { phase: "Pending" } }
}

function warning(kind: string, name: string, reason: string, message: string): Event {
  return {
    metadata: { namespace: "default", name: `${name}.1` },
    involvedObject: { kind, namespace: "default", name },
    type: "Warning",
    reason,
    message,
    lastTimestamp: "2026-11-22T07:54:00Z",
  }
}
