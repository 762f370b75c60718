import { qosClassOf } from "../../apis/core/pod/qos.ts"
import type { Pod, PodStatus } from "../../apis/core/v1.gen.ts"
import { formatTime } from "../../base/clock.ts"
import { podAmounts, toQuantities } from "../pod/resources.ts"
import type { RuntimePod } from "../runtime/runtime-pod.ts"
import { podConditions } from "./conditions.ts"
import { containerStatuses, type Readiness, type Reasons } from "./container-status.ts"
import { endedStatus } from "./ended-status.ts"
import { type Phase, phaseOf } from "./phase.ts"

export interface StatusInput {
  readonly pod: Pod
  readonly runtime: RuntimePod
  /** What was last said of this pod. */
  readonly old: PodStatus
  /** Why containers could not be started. */
  readonly reasons: Reasons
  readonly readiness: Readiness
  readonly hostIps: readonly string[]
  /** Every container has ended and nothing will start again. */
  readonly ended: boolean
  /** The pod is ended before its time. */
  readonly failure: { readonly reason: string; readonly message: string } | undefined
  readonly nowMs: number
}

/**
 * The status of a pod as Kubernetes' kubelet writes it, and the phase it has come to: a pod is not called finished
 * while something of it may still run. Pure.
 */
export function podStatus(input: StatusInput): { readonly status: PodStatus; readonly phase: Phase } {
  const { pod, runtime, old, failure, nowMs } = input
  const statuses = containerStatuses(input)
  const phase = failure === undefined ? phaseOf(pod, statuses, input.ended) : "Failed"
  const known = { ...statuses, phase }
  const shown = {
    ...whole(pod),
    ...common(pod, old, nowMs),
    conditions: podConditions(pod, runtime, known, old, formatTime(nowMs)),
    ...addresses(input),
    ...(statuses.initContainerStatuses.length === 0 ? {} : { initContainerStatuses: statuses.initContainerStatuses }),
    ...(statuses.containerStatuses.length === 0 ? {} : { containerStatuses: statuses.containerStatuses }),
    ...(statuses.ephemeralContainerStatuses.length === 0
      ? {}
      : { ephemeralContainerStatuses: statuses.ephemeralContainerStatuses }),
  }
  const finished = phase === "Failed" || phase === "Succeeded"
  if (finished && !input.ended) return { status: { ...shown, phase: old.phase ?? "Pending" }, phase }
  const status = { ...shown, phase, ...(failure ?? {}) }
  return { status: input.ended ? endedStatus(status) : status, phase }
}

/** The status of a pod that this node does not take. */
export function rejectedStatus(pod: Pod, reason: string, message: string, nowMs: number): PodStatus {
  return { ...common(pod, pod.status ?? {}, nowMs), phase: "Failed", reason, message: `Pod was rejected: ${message}` }
}

function common(pod: Pod, old: PodStatus, nowMs: number) {
  const generation = pod.metadata.generation
  return {
    qosClass: qosClassOf(pod.spec),
    startTime: old.startTime ?? formatTime(nowMs),
    ...(generation === undefined ? {} : { observedGeneration: generation }),
  }
}

/** What the pod as a whole was given. */
function whole(pod: Pod): Pick<PodStatus, "allocatedResources" | "resources"> {
  const requests = toQuantities(podAmounts(pod, "requests"))
  const limits = toQuantities(podAmounts(pod, "limits"))
  const resources = { ...(limits === undefined ? {} : { limits }), ...(requests === undefined ? {} : { requests }) }
  return { resources, ...(requests === undefined ? {} : { allocatedResources: requests }) }
}

function addresses({ pod, runtime, old, hostIps }: StatusInput) {
  const found = pod.spec?.hostNetwork === true ? hostIps : (runtime.sandboxes[0]?.ips ?? [])
  const known = (old.podIPs ?? []).map(({ ip }) => ip)
  const ips = runtime.sandboxes.length === 0 || found.length === 0 ? known : found
  const [hostIp] = hostIps
  const [podIp] = ips
  return {
    ...(hostIp === undefined ? {} : { hostIP: hostIp, hostIPs: hostIps.map((ip) => ({ ip })) }),
    ...(podIp === undefined ? {} : { podIP: podIp, podIPs: ips.map((ip) => ({ ip })) }),
  }
}
