import type { Event, Pod } from "../../../core/apis/core/v1.gen.ts"
import { texts } from "../../texts/texts.ts"
import { faultOf } from "./container-fault.ts"
import { timeOf } from "./problem.ts"

/** What is wrong with one pod. */
export interface PodFault {
  readonly pod: Pod
  readonly reason: string
  readonly message: string
  readonly tone: "bad" | "warn"
  readonly sinceMs: number | undefined
  /** "" for what is about the pod as a whole. */
  readonly container: string
  readonly hasPreviousLog: boolean
}

/** A pod that is being deleted has its grace period, and so long again. */
const terminatingPatienceMs = 30_000

const words = texts.problems

/** `warnings` are the warning events about it, newest first: they say what a status does not. */
export function faultsOf(pod: Pod, warnings: readonly Event[], nowMs: number): readonly PodFault[] {
  const { metadata, status } = pod
  if (metadata.deletionTimestamp !== undefined) return terminating(pod, nowMs)
  if (status.phase === "Succeeded") return []
  if (status.phase === "Failed") return [failed(pod)]
  const scheduled = status.conditions?.find(({ type }) => type === "PodScheduled")
  if (scheduled?.status === "False") {
    const { reason = "Unschedulable", message = words.notScheduled, lastTransitionTime } = scheduled
    const tone = reason === "SchedulingGated" ? "warn" : "bad"
    return [whole(pod, { reason, message, tone, sinceMs: timeOf(lastTransitionTime) })]
  }
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  const faults = statuses.flatMap((each): readonly PodFault[] => {
    const fault = faultOf(each, pod, nowMs)
    if (fault === undefined) return []
    const message = words.container(each.name, withWarning(fault.reason, fault.message, warnings))
    return [{ ...fault, pod, message, container: each.name }]
  })
  return faults.length > 0 ? withoutRepeats(faults) : gates(pod)
}

/** What an event of these reasons says is why a container is not there yet. */
const explaining: Readonly<Record<string, readonly string[]>> = {
  ContainerCreating: ["FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox", "NetworkNotReady"],
  NotReady: ["Unhealthy", "ProbeWarning"],
  NotStarted: ["Unhealthy", "ProbeWarning"],
}

function withWarning(reason: string, message: string, warnings: readonly Event[]): string {
  const reasons = explaining[reason]
  const found = reasons && warnings.find((event) => reasons.includes(event.reason ?? ""))?.message
  return found === undefined ? message : `${message}: ${found.trim()}`
}

/** Volumes hold up all containers of a pod for the same reason: that is told once. */
function withoutRepeats(faults: readonly PodFault[]): readonly PodFault[] {
  const creating = faults.find(({ reason }) => reason === "ContainerCreating")
  return faults.filter((fault) => fault.reason !== "ContainerCreating" || fault === creating)
}

function whole(pod: Pod, fault: Pick<PodFault, "reason" | "message" | "tone" | "sinceMs">): PodFault {
  return { ...fault, pod, container: "", hasPreviousLog: false }
}

function terminating(pod: Pod, nowMs: number): readonly PodFault[] {
  const sinceMs = timeOf(pod.metadata.deletionTimestamp) // when it should be gone: the grace period is in it
  if (sinceMs === undefined || nowMs - sinceMs < terminatingPatienceMs) return []
  return [whole(pod, { reason: "Terminating", message: words.terminating, tone: "warn", sinceMs })]
}

function failed(pod: Pod): PodFault {
  const { reason = "Failed", message, containerStatuses = [], conditions } = pod.status
  const ended = containerStatuses.find(({ state }) => (state?.terminated?.exitCode ?? 0) !== 0)
  const { exitCode = 0, message: last } = ended?.state?.terminated ?? {}
  const exited = ended && words.container(ended.name, words.exited(exitCode, words.exitCodes[exitCode], 0))
  const told = message ?? [exited ?? words.failedPod, last?.trim()].filter(Boolean).join(": ")
  const sinceMs = timeOf(conditions?.find(({ type }) => type === "Ready")?.lastTransitionTime)
  return whole(pod, { reason, message: told, tone: "bad", sinceMs: sinceMs ?? timeOf(pod.metadata.creationTimestamp) })
}

function gates(pod: Pod): readonly PodFault[] {
  const ready = pod.status.conditions?.find(({ type }) => type === "Ready")
  if (ready?.status !== "False" || ready.reason !== "ReadinessGatesNotReady") return []
  const { reason, message = "", lastTransitionTime } = ready
  return [whole(pod, { reason, message, tone: "warn", sinceMs: timeOf(lastTransitionTime) })]
}
