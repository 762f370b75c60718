import type { ContainerState, ContainerStatus, Pod, PodStatus, VolumeMountStatus } from "../../apis/core/v1.gen.ts"
import { formatTime } from "../../base/clock.ts"
import { type AnyContainer, initContainers, isSidecar, regularContainers } from "../pod/containers.ts"
import { shouldRun } from "../pod/restart.ts"
import type { RuntimeContainer, RuntimePod } from "../runtime/runtime-pod.ts"

/** By container: why it waits. */
export type Reasons = ReadonlyMap<string, { readonly reason: string; readonly message: string }>

/** What probes say of a running container. */
export interface Readiness {
  isStarted(container: RuntimeContainer): boolean
  isReady(container: RuntimeContainer): boolean
}

export interface ContainerStatuses {
  readonly initContainerStatuses: readonly ContainerStatus[]
  readonly containerStatuses: readonly ContainerStatus[]
  readonly ephemeralContainerStatuses: readonly ContainerStatus[]
}

interface Input {
  readonly pod: Pod
  readonly runtime: RuntimePod
  readonly old: PodStatus
  readonly reasons: Reasons
  readonly readiness: Readiness
  readonly ended: boolean
}

/** Init containers stand in the spec's order, the others by name, as Kubernetes writes them. */
export function containerStatuses(input: Input): ContainerStatuses {
  const { pod, old } = input
  const init = initContainers(pod)
  const initStatuses = init.map((container) =>
    statusOf(input, container, old.initContainerStatuses, "PodInitializing", isSidecar(container) ? "sidecar" : "init"),
  )
  const initialized = initStatuses.every((status, at) => {
    const container = init[at]
    if (container !== undefined && isSidecar(container)) return status.started === true
    return status.state?.terminated?.exitCode === 0
  })
  const waits = init.length > 0 && !initialized ? "PodInitializing" : "ContainerCreating"
  const regular = regularContainers(pod).map((container) =>
    statusOf(input, container, old.containerStatuses, waits, "regular"),
  )
  const ephemeral = (pod.spec?.ephemeralContainers ?? []).map((container) =>
    statusOf(input, container, old.ephemeralContainerStatuses, "ContainerCreating", "ephemeral"),
  )
  return {
    initContainerStatuses: initStatuses,
    containerStatuses: regular.sort(byName),
    ephemeralContainerStatuses: ephemeral.sort(byName),
  }
}

type Sort = "init" | "sidecar" | "regular" | "ephemeral"

function statusOf(
  input: Input,
  container: AnyContainer,
  olds: readonly ContainerStatus[] | undefined,
  waits: string,
  sort: Sort,
): ContainerStatus {
  const [newest, before] = input.runtime.containers.filter(({ name }) => name === container.name)
  const old = olds?.find(({ name }) => name === container.name)
  const mounts = volumeMounts(container)
  if (newest === undefined)
    return withReason(input, container, undefined, withoutContainer(container, old, waits, mounts))
  const running = newest.state === "CONTAINER_RUNNING"
  const status: ContainerStatus = {
    ...allocated(container),
    containerID: `containerd://${newest.id}`,
    image: container.image ?? newest.image,
    imageID: newest.imageRef,
    lastState: before === undefined ? carriedOver(old, newest) : terminatedState(before),
    name: container.name,
    ready: sort === "init" ? isSuccess(newest) : running && input.readiness.isReady(newest),
    resources: container.resources ?? {},
    restartCount: newest.restartCount,
    started: running && input.readiness.isStarted(newest),
    state: stateOf(newest),
    ...mounts,
  }
  return withReason(input, container, newest, status)
}

function withoutContainer(
  container: AnyContainer,
  old: ContainerStatus | undefined,
  waits: string,
  mounts: Pick<ContainerStatus, "volumeMounts">,
): ContainerStatus {
  const fresh = {
    image: container.image ?? "",
    imageID: "",
    lastState: {},
    name: container.name,
    ready: false,
    restartCount: 0,
    started: false,
    state: { waiting: { reason: waits } },
    ...mounts,
  }
  if (old === undefined) return fresh
  // The runtime has forgotten a container that was there: what is known of its end stays.
  if (old.state?.terminated !== undefined) return { ...old, ready: old.ready && old.state.terminated.exitCode === 0 }
  if (old.state?.running === undefined)
    return { ...fresh, restartCount: old.restartCount, lastState: old.lastState ?? {} }
  return { ...fresh, restartCount: old.restartCount + 1, lastState: lostState }
}

/** What is said of a container whose end nobody saw. */
export const lostState: ContainerState = {
  terminated: {
    exitCode: 137,
    reason: "ContainerStatusUnknown",
    message: "The container could not be located when the pod was terminated",
  },
}

/** What should run and could not be started waits, and says why; how it ended before is its last state. */
function withReason(
  { pod, reasons, ended }: Input,
  container: AnyContainer,
  newest: RuntimeContainer | undefined,
  status: ContainerStatus,
): ContainerStatus {
  const waiting = reasons.get(container.name)
  if (waiting === undefined || ended || !shouldRun(pod, container, newest)) return status
  const { reason, message } = waiting
  const lastState = status.state?.terminated === undefined ? status.lastState : status.state
  const state = { waiting: { reason, ...(message === "" ? {} : { message }) } }
  return { ...status, state, ...(lastState === undefined ? {} : { lastState }) }
}

function stateOf(container: RuntimeContainer): ContainerState {
  switch (container.state) {
    case "CONTAINER_RUNNING":
      return { running: { startedAt: timeOf(container.startedAtMs) } }
    case "CONTAINER_EXITED":
      return terminatedState(container)
    case "CONTAINER_CREATED":
      return { waiting: { reason: "ContainerCreating" } }
    case "CONTAINER_UNKNOWN":
      return { waiting: { reason: "ContainerStatusUnknown" } }
  }
}

function terminatedState(container: RuntimeContainer): ContainerState {
  const { exitCode, reason, message } = container
  return {
    terminated: {
      containerID: `containerd://${container.id}`,
      exitCode,
      finishedAt: timeOf(container.finishedAtMs),
      ...(message === "" ? {} : { message }),
      ...(reason === "" ? {} : { reason }),
      startedAt: timeOf(container.startedAtMs),
    },
  }
}

/** The one before was cleaned away, but this is still the container that followed it. */
function carriedOver(old: ContainerStatus | undefined, newest: RuntimeContainer): ContainerState {
  if (old === undefined || newest.restartCount === 0) return {}
  const same = old.containerID === `containerd://${newest.id}`
  if (same) return old.lastState ?? {}
  return old.state?.terminated === undefined ? (old.lastState ?? {}) : old.state
}

function allocated(container: AnyContainer): Pick<ContainerStatus, "allocatedResources"> {
  const requests = container.resources?.requests
  return requests === undefined || Object.keys(requests).length === 0 ? {} : { allocatedResources: requests }
}

function volumeMounts(container: AnyContainer): Pick<ContainerStatus, "volumeMounts"> {
  const mounts = (container.volumeMounts ?? []).map(
    ({ name, mountPath, readOnly }): VolumeMountStatus => ({
      mountPath,
      name,
      ...(readOnly === true ? { readOnly, recursiveReadOnly: "Disabled" } : {}),
    }),
  )
  return mounts.length === 0 ? {} : { volumeMounts: mounts }
}

/** 1970 is what the API shows for "never". */
function timeOf(ms: number): string {
  return formatTime(ms)
}

function isSuccess(container: RuntimeContainer): boolean {
  return container.state === "CONTAINER_EXITED" && container.exitCode === 0
}

function byName(a: ContainerStatus, b: ContainerStatus): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
