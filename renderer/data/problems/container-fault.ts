import type { Container, ContainerStatus, Pod } from "../../../core/apis/core/v1.gen.ts"
import { texts } from "../../texts/texts.ts"
import { timeOf } from "./problem.ts"

/** What is wrong with one container of a pod. */
export interface ContainerFault {
  readonly reason: string
  /** Without the container's name. */
  readonly message: string
  readonly tone: "bad" | "warn"
  readonly sinceMs: number | undefined
  /** It ran before and ended: that run's log tells why. */
  readonly hasPreviousLog: boolean
}

/** What starts slowly is not told of before. */
const patienceMs = 30_000

/** A container that was out of memory and runs again is told of for so long. */
const rememberedMs = 10 * 60_000

/** The runtime could not even run the command: there is no log to read, however often it is tried. */
const neverStarted = "StartError"

const words = texts.problems

/** Undefined for a container that is well, or not on its way for long. */
export function faultOf(status: ContainerStatus, pod: Pod, nowMs: number): ContainerFault | undefined {
  const { state } = status
  if (state?.waiting !== undefined) return waitingFault(status, pod, nowMs)
  if (state?.terminated !== undefined) return endedFault(status, pod)
  return outOfMemoryBefore(status, pod, nowMs) ?? unreadyFault(status, pod, nowMs)
}

function waitingFault(status: ContainerStatus, pod: Pod, nowMs: number): ContainerFault | undefined {
  const { reason = "", message } = status.state?.waiting ?? {}
  const last = status.lastState?.terminated
  if (reason === "PodInitializing") return undefined // its init containers have their own fault
  if (reason === "ContainerCreating" || reason === "") {
    const sinceMs = timeOf(pod.status.startTime)
    if (sinceMs === undefined || nowMs - sinceMs < patienceMs) return undefined
    return { reason: "ContainerCreating", message: words.creating, tone: "warn", sinceMs, hasPreviousLog: false }
  }
  if (reason === "CrashLoopBackOff" && last !== undefined) {
    const ended = endedMessage(status, pod)
    return { ...ended, tone: "bad", sinceMs: timeOf(last.finishedAt), hasPreviousLog: last.reason !== neverStarted }
  }
  return { reason, message: message ?? reason, tone: "bad", sinceMs: unreadySince(pod), hasPreviousLog: false }
}

/** One that ended badly and is started again, or will not be. A pod that failed as a whole is told of as such. */
function endedFault(status: ContainerStatus, pod: Pod): ContainerFault | undefined {
  const ended = status.state?.terminated
  if (ended === undefined || ended.exitCode === 0 || pod.status.phase === "Failed") return undefined
  const hasPreviousLog = ended.reason !== neverStarted
  return { ...endedMessage(status, pod), tone: "bad", sinceMs: timeOf(ended.finishedAt), hasPreviousLog }
}

function endedMessage(status: ContainerStatus, pod: Pod): { readonly reason: string; readonly message: string } {
  const { restartCount, state, lastState } = status
  const ended = state?.terminated ?? lastState?.terminated
  const waiting = state?.waiting?.reason
  if (ended?.reason === "OOMKilled") {
    return { reason: "OOMKilled", message: words.oomKilled(memoryLimit(status, pod), restartCount) }
  }
  const code = ended?.exitCode ?? 0
  const told = ended?.message?.trim()
  if (ended?.reason === neverStarted && told) return { reason: neverStarted, message: told }
  const message = words.exited(code, words.exitCodes[code], restartCount)
  const reason = waiting ?? (restartCount > 0 ? "CrashLoopBackOff" : (ended?.reason ?? "Error"))
  return { reason, message: told === undefined || told === "" ? message : `${message}: ${told}` }
}

function outOfMemoryBefore(status: ContainerStatus, pod: Pod, nowMs: number): ContainerFault | undefined {
  const last = status.lastState?.terminated
  if (last?.reason !== "OOMKilled") return undefined
  const sinceMs = timeOf(last.finishedAt)
  if (sinceMs === undefined || nowMs - sinceMs > rememberedMs) return undefined
  return { ...endedMessage(status, pod), tone: "warn", sinceMs, hasPreviousLog: true }
}

function unreadyFault(status: ContainerStatus, pod: Pod, nowMs: number): ContainerFault | undefined {
  if (status.ready || status.state?.running === undefined) return undefined
  const sinceMs = timeOf(status.state.running.startedAt)
  if (sinceMs !== undefined && nowMs - sinceMs < patienceMs) return undefined
  const hasStarted = status.started !== false || specOf(status, pod)?.startupProbe === undefined
  return {
    reason: hasStarted ? "NotReady" : "NotStarted",
    message: hasStarted ? words.notReady : words.notStarted,
    tone: "warn",
    sinceMs,
    hasPreviousLog: status.restartCount > 0,
  }
}

function specOf({ name }: ContainerStatus, { spec }: Pod): Container | undefined {
  return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].find((container) => container.name === name)
}

function memoryLimit(status: ContainerStatus, pod: Pod): string | undefined {
  const limit = specOf(status, pod)?.resources?.limits?.["memory"]
  return limit === undefined ? undefined : String(limit)
}

function unreadySince({ status }: Pod): number | undefined {
  return timeOf(status.conditions?.find(({ type }) => type === "ContainersReady")?.lastTransitionTime)
}
