import type { ContainerStatus, Pod } from "../../apis/core/v1.gen.ts"
import type { Runtime } from "../../cri/runtime.ts"
import type { ServedPods } from "./deps.ts"
import { HttpError } from "./http-error.ts"

export interface PodPath {
  readonly namespace: string
  readonly pod: string
  /** "" picks the only container, or the first. */
  readonly container: string
}

export function findPod(pods: ServedPods, { namespace, pod }: Pick<PodPath, "namespace" | "pod">): Pod {
  const found = pods.find(namespace, pod)
  if (found === undefined) throw new HttpError(404, `pod ${pod}_${namespace} not found`)
  return found
}

/** The runtime's id of a container that runs. */
export function runningContainerId(pods: ServedPods, path: PodPath): string {
  const pod = findPod(pods, path)
  const status = statusOf(pod, path.container)
  const id = status?.state?.running === undefined ? undefined : idOf(status.containerID)
  if (id === undefined) throw new HttpError(500, `container not found ("${path.container}")`)
  return id
}

/** The runtime's id of the container whose log is asked for: as it is now, or as it was before its last restart. */
export function loggedContainerId(pods: ServedPods, path: PodPath, previous: boolean): string {
  const pod = findPod(pods, path)
  const status = statusOf(pod, path.container)
  const described = `container "${path.container}" in pod "${path.pod}"`
  if (status === undefined) {
    const known = containersOf(pod).some((each) => each.name === path.container)
    throw new HttpError(
      400,
      known ? `${described} is not available` : `container ${path.container} is not valid for pod ${path.pod}`,
    )
  }
  const { state, lastState } = status
  const former = idOf(lastState?.terminated?.containerID)
  if (previous) {
    if (former === undefined) throw new HttpError(400, `previous terminated ${described} not found`)
    return former
  }
  const current = idOf(state?.terminated?.containerID ?? status.containerID)
  if (state?.waiting === undefined && current !== undefined) return current
  const reason = state?.waiting?.reason ?? ""
  if (former !== undefined && !pullFailures.has(reason)) return former
  if (pullFailures.has(reason)) throw new HttpError(400, `${described} is waiting to start: ${waitingWords(reason)}`)
  throw new HttpError(400, `${described} is waiting to start: ${reason}`)
}

const pullFailures: ReadonlySet<string> = new Set([
  "ErrImagePull",
  "ImagePullBackOff",
  "InvalidImageName",
  "ErrImageNeverPull",
])

/** What `kubectl logs` shows of a container without an image. */
function waitingWords(reason: string): string {
  if (reason === "ErrImagePull") return "image can't be pulled"
  return reason === "ImagePullBackOff" ? "trying and failing to pull image" : reason
}

export async function sandboxIdOf(runtime: Runtime, pod: Pod): Promise<string> {
  const sandboxes = await runtime.listPodSandboxes({ "io.kubernetes.pod.uid": pod.metadata.uid ?? "" })
  const ready = sandboxes
    .filter((each) => each.state === "SANDBOX_READY")
    .sort((a, b) => b.createdAtMs - a.createdAtMs)[0]
  if (ready === undefined) throw new HttpError(500, `pod ${pod.metadata.name}_${pod.metadata.namespace} is not running`)
  return ready.id
}

function statusOf(pod: Pod, container: string): ContainerStatus | undefined {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod.status
  const all = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses]
  return container === "" ? all[0] : all.find((status) => status.name === container)
}

function containersOf({ spec }: Pod): readonly { readonly name: string }[] {
  return [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])]
}

/** `containerd://4f5e…` → `4f5e…`. */
function idOf(containerID: string | undefined): string | undefined {
  return containerID ? containerID.slice(containerID.indexOf("://") + 3) : undefined
}
