import type { ContainerStatus, Pod, PodStatus } from "../../apis/core/v1.gen.ts"
import { initContainers, isSidecar, regularContainers, sidecars } from "../pod/containers.ts"
import type { ContainerStatuses } from "./container-status.ts"

export type Phase = NonNullable<PodStatus["phase"]>

/** Kubernetes' `getPhase`: what a pod's containers together amount to. */
export function phaseOf(pod: Pod, statuses: ContainerStatuses, ended: boolean): Phase {
  const policy = pod.spec?.restartPolicy ?? "Always"
  const regular = regularContainers(pod).map(({ name }) => find(statuses.containerStatuses, name))
  const count = (matches: (status: ContainerStatus) => boolean) =>
    regular.filter((status) => status !== undefined && matches(status)).length
  const running = count(({ state }) => state?.running !== undefined)
  const waiting = count(({ state, lastState }) => state?.waiting !== undefined && lastState?.terminated === undefined)
  const stopped = count((status) => exitOf(status) !== undefined)
  const succeeded = count((status) => exitOf(status) === 0)
  const unknown = regular.filter((status) => status === undefined).length
  const hasStarted = running + stopped > 0

  const init = initProgress(pod, statuses)
  if (init.failed && policy === "Never") return "Failed"
  if (init.pending && !hasStarted) return "Pending"
  if (waiting > 0) return "Pending"
  if (running > 0 && unknown === 0) return "Running"
  if (running === 0 && stopped > 0 && unknown === 0) {
    if (ended) return stopped === succeeded ? "Succeeded" : "Failed"
    const sidecarRuns = sidecars(pod).some(({ name }) => find(statuses.initContainerStatuses, name)?.state?.running)
    if (policy === "Always" || sidecarRuns) return "Running"
    if (stopped === succeeded) return "Succeeded"
    return policy === "Never" ? "Failed" : "Running"
  }
  return "Pending"
}

function initProgress(pod: Pod, { initContainerStatuses }: ContainerStatuses) {
  let pending = false
  let failed = false
  for (const container of initContainers(pod)) {
    const status = find(initContainerStatuses, container.name)
    if (isSidecar(container)) {
      if (status?.started !== true && status?.state?.terminated === undefined) pending = true
      continue
    }
    const exit = status === undefined ? undefined : exitOf(status)
    if (exit === undefined) pending = true
    else if (exit !== 0) failed = true
  }
  return { pending: pending || failed, failed }
}

/** How a container ended last, if it does not run now. */
function exitOf({ state, lastState }: ContainerStatus): number | undefined {
  if (state?.running !== undefined) return undefined
  return state?.terminated?.exitCode ?? (state?.waiting === undefined ? undefined : lastState?.terminated?.exitCode)
}

function find(statuses: readonly ContainerStatus[], name: string): ContainerStatus | undefined {
  return statuses.find((status) => status.name === name)
}
