import type { ContainerStatus, Runtime, SandboxStatus } from "../../cri/runtime.ts"
import { isRuntimeNotFound } from "../../cri/runtime-error.ts"
import { annotationNames, labelNames } from "./labels.ts"

/** What the runtime has of one pod, the newest first. */
export interface RuntimePod {
  readonly sandboxes: readonly SandboxStatus[]
  readonly containers: readonly RuntimeContainer[]
}

export interface RuntimeContainer extends ContainerStatus {
  readonly name: string
  readonly podSandboxId: string
  readonly restartCount: number
  readonly hash: string
}

export function newestOf(pod: RuntimePod, name: string): RuntimeContainer | undefined {
  return pod.containers.find((container) => container.name === name)
}

/**
 * Looks at one pod in the runtime. What has ended does not change any more, and what runs tells when it ends: a status
 * is asked for once in each state, but for a container that was killed: the runtime may hear of its end before it hears
 * that it was for want of memory.
 */
export class RuntimePodReader {
  readonly #runtime: Runtime
  readonly #uid: string
  #known = new Map<string, RuntimeContainer>()

  constructor(runtime: Runtime, uid: string) {
    this.#runtime = runtime
    this.#uid = uid
  }

  async read(): Promise<RuntimePod> {
    const labels = { [labelNames.podUid]: this.#uid }
    const [sandboxes, containers] = await Promise.all([
      this.#runtime.listPodSandboxes(labels),
      this.#runtime.listContainers(labels),
    ])
    const [sandboxStatuses, containerStatuses] = await Promise.all([
      Promise.all(sandboxes.map(({ id }) => present(this.#runtime.podSandboxStatus(id)))),
      Promise.all(containers.map((container) => this.#status(container))),
    ])
    const pod = { sandboxes: newestFirst(sandboxStatuses), containers: newestFirst(containerStatuses) }
    this.#known = new Map(pod.containers.map((container) => [container.id, container]))
    return pod
  }

  async #status(listed: { readonly id: string; readonly podSandboxId: string; readonly state: string }) {
    const known = this.#known.get(listed.id)
    if (known !== undefined && known.state === listed.state && isSettled(known)) return known
    const status = await present(this.#runtime.containerStatus(listed.id))
    if (status === undefined) return undefined
    return {
      ...status,
      name: status.labels[labelNames.containerName] ?? status.metadata.name,
      podSandboxId: listed.podSandboxId,
      restartCount: Number(status.annotations[annotationNames.restartCount] ?? 0),
      hash: status.annotations[annotationNames.hash] ?? "",
    }
  }
}

function isSettled({ state, exitCode, reason }: RuntimeContainer): boolean {
  return state !== "CONTAINER_CREATED" && !(state === "CONTAINER_EXITED" && exitCode === killed && reason === "Error")
}

/** 128 and the number of SIGKILL. */
const killed = 137

/** Undefined for what was removed in between. */
async function present<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise
  } catch (error) {
    if (isRuntimeNotFound(error)) return undefined
    throw error
  }
}

function newestFirst<T extends { readonly createdAtMs: number }>(all: readonly (T | undefined)[]): readonly T[] {
  return all.filter((each) => each !== undefined).sort((a, b) => b.createdAtMs - a.createdAtMs)
}
