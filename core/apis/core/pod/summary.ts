import { isConditionTrue } from "../../../machinery/meta/conditions.ts"
import { isSidecar } from "../podspec/containers.ts"
import type { ContainerStateTerminated, ContainerStatus, Pod } from "../v1.gen.ts"

/** A pod in the few words a list has room for. */
export interface PodSummary {
  readonly ready: number
  readonly total: number
  /** The STATUS word: Running, Init:0/1, CrashLoopBackOff, Completed, Terminating ... */
  readonly reason: string
  readonly restarts: number
  /** When the container that ended last did so, if any was restarted. */
  readonly lastRestart: string | undefined
}

/** The rules of Kubernetes' own table printer (`printPod`). */
export function summarizePod(pod: Pod): PodSummary {
  const { spec, status, metadata } = pod
  const init = summarizeInit(pod)
  const main =
    init.reason === undefined || isConditionTrue(status.conditions, "Initialized") ? summarizeMain(pod, init) : init
  const sidecars = (spec.initContainers ?? []).filter(isSidecar).length
  return {
    ready: main.ready,
    total: (spec.containers?.length ?? 0) + sidecars,
    reason: reasonWhenDeleted(pod) ?? main.reason ?? baseReason({ status, metadata, spec }),
    restarts: main.restarts,
    lastRestart: main.lastRestart,
  }
}

interface Progress {
  readonly ready: number
  /** Undefined: nothing special to say. */
  readonly reason: string | undefined
  readonly restarts: number
  readonly lastRestart: string | undefined
  readonly sidecarRestarts: number
  readonly lastSidecarRestart: string | undefined
}

function baseReason(pod: Pod): string {
  const gated = pod.status.conditions?.some(
    ({ type, reason }) => type === "PodScheduled" && reason === "SchedulingGated",
  )
  if (gated) return "SchedulingGated"
  return pod.status.reason || (pod.status.phase ?? "")
}

function summarizeInit({ spec, status }: Pod): Progress {
  const containers = new Map((spec.initContainers ?? []).map((container) => [container.name, container]))
  let ready = 0
  let restarts = 0
  let sidecarRestarts = 0
  let lastRestart: string | undefined
  let lastSidecarRestart: string | undefined
  for (const [at, container] of (status.initContainerStatuses ?? []).entries()) {
    const sidecar = isSidecar(containers.get(container.name))
    restarts += container.restartCount ?? 0
    lastRestart = later(lastRestart, endOfLast(container))
    if (sidecar) {
      sidecarRestarts += container.restartCount ?? 0
      lastSidecarRestart = later(lastSidecarRestart, endOfLast(container))
    }
    if (container.state?.terminated !== undefined && (container.state.terminated.exitCode ?? 0) === 0) continue
    if (sidecar && container.started === true) {
      if (container.ready) ready++
      continue
    }
    const reason = `Init:${initReason(container) ?? `${at}/${spec.initContainers?.length ?? 0}`}`
    return { ready, reason, restarts, lastRestart, sidecarRestarts, lastSidecarRestart }
  }
  return { ready, reason: undefined, restarts, lastRestart, sidecarRestarts, lastSidecarRestart }
}

function initReason({ state }: ContainerStatus): string | undefined {
  if (state?.terminated !== undefined) return state.terminated.reason || howItEnded(state.terminated)
  const waiting = state?.waiting?.reason
  return waiting && waiting !== "PodInitializing" ? waiting : undefined
}

function summarizeMain({ status }: Pod, init: Progress): Progress {
  let { ready, reason } = init
  let restarts = init.sidecarRestarts
  let lastRestart = init.lastSidecarRestart
  let hasRunning = false
  for (const container of (status.containerStatuses ?? []).toReversed()) {
    restarts += container.restartCount ?? 0
    lastRestart = later(lastRestart, endOfLast(container))
    const { waiting, terminated, running } = container.state ?? {}
    if (waiting?.reason) reason = waiting.reason
    else if (terminated !== undefined) reason = terminated.reason || howItEnded(terminated)
    else if (container.ready && running !== undefined) {
      hasRunning = true
      ready++
    }
  }
  if (reason === "Completed" && hasRunning)
    reason = isConditionTrue(status.conditions, "Ready") ? "Running" : "NotReady"
  return { ...init, ready, reason, restarts, lastRestart }
}

function reasonWhenDeleted({ metadata, status }: Pod): string | undefined {
  if (metadata.deletionTimestamp === undefined) return undefined
  if (status.reason === "NodeLost") return "Unknown"
  return status.phase === "Succeeded" || status.phase === "Failed" ? undefined : "Terminating"
}

function howItEnded({ signal, exitCode }: ContainerStateTerminated): string {
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`
}

function endOfLast(container: ContainerStatus): string | undefined {
  return container.lastState?.terminated?.finishedAt ?? undefined
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Date.parse(a) < Date.parse(b) ? b : a
}
