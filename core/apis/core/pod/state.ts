import { findCondition, isConditionTrue } from "../../../machinery/meta/conditions.ts"
import type { Pod } from "../v1.gen.ts"

/** Whether it has ended and will not run again. */
export function isPodTerminal({ status }: Pod): boolean {
  return status.phase === "Succeeded" || status.phase === "Failed"
}

/** Whether it counts for a workload: neither ended nor on its way out. */
export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined
}

export function isPodReady({ status }: Pod): boolean {
  return isConditionTrue(status.conditions, "Ready")
}

/**
 * How long until the pod has been ready for `minReadySeconds`: 0 when it has, undefined when it is not ready.
 */
function availableInMs(pod: Pod, minReadySeconds: number, nowMs: number): number | undefined {
  const ready = findCondition(pod.status.conditions, "Ready")
  if (ready?.status !== "True") return undefined
  if (minReadySeconds === 0) return 0
  const sinceMs = Date.parse(ready.lastTransitionTime ?? "")
  return Number.isNaN(sinceMs) ? undefined : Math.max(0, sinceMs + minReadySeconds * 1000 - nowMs)
}

export function isPodAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  return availableInMs(pod, minReadySeconds, nowMs) === 0
}
