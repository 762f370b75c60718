import { expect, test } from "vitest"
import { newPod } from "../podspec/testing/pods.ts"
import type { ContainerStatus, Pod, PodSpec, PodStatus } from "../v1.gen.ts"
import { podColumns } from "./columns.ts"

const nowMs = Date.UTC(2026, 0, 1, 12)

/** NAME READY STATUS RESTARTS AGE, as `kubectl get pods` shows them. */
function row(pod: Pod): string {
  const shown = podColumns.filter(({ priority }) => priority !== 1)
  return shown.map((column) => column.cell(pod, nowMs)).join(" ")
}

function pod(status: PodStatus, spec: Partial<PodSpec> = {}, metadata: Pod["metadata"] = {}): Pod {
  return { ...newPod(spec, { creationTimestamp: "2026-01-01T11:59:00Z", ...metadata }), status }
}

function container(state: ContainerStatus["state"], more: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name: "c", image: "nginx", imageID: "", ready: false, restartCount: 0, state, ...more }
}

const running = container({ running: { startedAt: "2026-01-01T11:59:10Z" } }, { ready: true })
const init = { name: "i", image: "busybox" }
const sidecar = { ...init, restartPolicy: "Always" }

test("a pod that waits for a node is pending", () => {
  expect(row(pod({ phase: "Pending" }))).toBe("web 0/1 Pending 0 60s")
})

test("a running pod counts its ready containers", () => {
  expect(row(pod({ phase: "Running", containerStatuses: [running] }))).toBe("web 1/1 Running 0 60s")
})

test("restarts are shown with the time of the last one", () => {
  const lastState = { terminated: { exitCode: 1, finishedAt: "2026-01-01T11:55:00Z" } }
  const status: PodStatus = { phase: "Running", containerStatuses: [{ ...running, restartCount: 2, lastState }] }
  expect(row(pod(status))).toBe("web 1/1 Running 2 (5m ago) 60s")
})

test.each<[string, PodStatus, Partial<PodSpec>, string]>([
  [
    "a container that waits says why",
    { phase: "Running", containerStatuses: [container({ waiting: { reason: "CrashLoopBackOff" } })] },
    {},
    "CrashLoopBackOff",
  ],
  [
    "one that ended says how",
    { phase: "Succeeded", containerStatuses: [container({ terminated: { exitCode: 0, reason: "Completed" } })] },
    {},
    "Completed",
  ],
  [
    "without a reason there is the exit code",
    { phase: "Failed", containerStatuses: [container({ terminated: { exitCode: 3 } })] },
    {},
    "ExitCode:3",
  ],
  [
    "or the signal",
    { phase: "Failed", containerStatuses: [container({ terminated: { exitCode: 137, signal: 9 } })] },
    {},
    "Signal:9",
  ],
  [
    "init containers are counted",
    {
      phase: "Pending",
      initContainerStatuses: [container({ waiting: { reason: "PodInitializing" } }, { name: "i" })],
      containerStatuses: [container({ waiting: { reason: "PodInitializing" } })],
    },
    { initContainers: [init] },
    "Init:0/1",
  ],
  [
    "a failing init container says so",
    {
      phase: "Pending",
      initContainerStatuses: [container({ waiting: { reason: "CrashLoopBackOff" } }, { name: "i" })],
      containerStatuses: [container({ waiting: { reason: "PodInitializing" } })],
    },
    { initContainers: [init] },
    "Init:CrashLoopBackOff",
  ],
  [
    "after the init containers the others start",
    {
      phase: "Pending",
      initContainerStatuses: [container({ terminated: { exitCode: 0 } }, { name: "i" })],
      containerStatuses: [container({ waiting: { reason: "PodInitializing" } })],
    },
    { initContainers: [init] },
    "PodInitializing",
  ],
  [
    "gates hold a pod back",
    { phase: "Pending", conditions: [{ type: "PodScheduled", status: "False", reason: "SchedulingGated" }] },
    {},
    "SchedulingGated",
  ],
  ["the pod's own reason comes before its phase", { phase: "Failed", reason: "Evicted" }, {}, "Evicted"],
])("%s", (_, status, spec, word) => {
  expect(row(pod(status, spec)).split(" ")[2]).toBe(word)
})

test("a deleted pod is terminating until it is over", () => {
  const metadata = { deletionTimestamp: "2026-01-01T12:00:30Z" }
  expect(row(pod({ phase: "Running", containerStatuses: [running] }, {}, metadata))).toContain("Terminating")
  expect(row(pod({ phase: "Succeeded" }, {}, metadata))).toContain("Succeeded")
  expect(row(pod({ phase: "Running", reason: "NodeLost" }, {}, metadata))).toContain("Unknown")
})

test("a sidecar counts as one more container", () => {
  const status: PodStatus = {
    phase: "Running",
    initContainerStatuses: [{ ...running, name: "i", started: true, restartCount: 1 }],
    containerStatuses: [running],
  }
  expect(row(pod(status, { initContainers: [sidecar] }))).toBe("web 2/2 Running 1 60s")
})

test("what is left running after the first container completed keeps the pod running", () => {
  const done = container({ terminated: { exitCode: 0, reason: "Completed" } })
  const containers = [
    { name: "c", image: "x" },
    { name: "d", image: "x" },
  ]
  const status: PodStatus = { phase: "Running", containerStatuses: [done, { ...running, name: "d" }] }
  expect(row(pod(status, { containers }))).toContain("NotReady")
  const ready = { ...status, conditions: [{ type: "Ready", status: "True" }] }
  expect(row(pod(ready, { containers }))).toContain("1/2 Running")
})
