import type { ContainerStatus, PodStatus } from "../../apis/core/v1.gen.ts"
import { lostState } from "./container-status.ts"

/**
 * The last word on a pod of which nothing runs any more: it has failed, unless it is known how else it ended; and so
 * has each container that would have been started by then (Kubernetes' `TerminatePod`).
 */
export function endedStatus(status: PodStatus): PodStatus {
  const { containerStatuses: regular, initContainerStatuses: init = [] } = status
  const initialized =
    status.conditions?.some(({ type, status }) => type === "Initialized" && status === "True") === true
  const begun = Math.max(1, init.findLastIndex(hasBegun) + 1)
  return {
    ...status,
    phase: status.phase === "Succeeded" ? "Succeeded" : "Failed",
    ...(regular === undefined || !initialized ? {} : { containerStatuses: regular.map(ended) }),
    ...(init.length === 0 ? {} : { initContainerStatuses: [...init.slice(0, begun).map(ended), ...init.slice(begun)] }),
  }
}

function hasBegun({ state, lastState }: ContainerStatus): boolean {
  return state?.waiting === undefined || lastState?.terminated !== undefined
}

function ended(status: ContainerStatus): ContainerStatus {
  return status.state?.terminated === undefined ? { ...status, state: lostState } : status
}
