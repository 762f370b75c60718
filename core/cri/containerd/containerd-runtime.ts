import type { Clock } from "../../base/clock.ts"
import type {
  ContainerConfig,
  ExecResult,
  ImageAuth,
  Labels,
  LinuxResources,
  Runtime,
  SandboxConfig,
  StreamOptions,
} from "../runtime.ts"
import { isRuntimeNotFound } from "../runtime-error.ts"
import { Connection } from "./connection.ts"
import { watchEvents } from "./events.ts"
import { settledEvents } from "./settled-events.ts"
import { Turns } from "./turns.ts"
import {
  readContainer,
  readContainerStats,
  readContainerStatus,
  readFilesystem,
  readImage,
  readSandbox,
  readSandboxStatus,
  type WireContainer,
  type WireContainerStats,
  type WireContainerStatus,
  type WireFilesystem,
  type WireImage,
  type WireSandbox,
  type WireSandboxStatus,
} from "./wire.ts"

/** containerd 1.6 to 2.x over its socket: CRI v1, and containerd's own event stream, which CRI lacks before 2.0. */
export class ContainerdRuntime implements Runtime {
  readonly #connection: Connection
  readonly #clock: Clock
  readonly #starts: Turns

  /** `startsAtOnce`: how many sandboxes and containers it is asked to start at the same time. */
  constructor(endpoint: string, clock: Clock, { startsAtOnce = 8 } = {}) {
    this.#clock = clock
    this.#starts = new Turns(startsAtOnce)
    this.#connection = new Connection(endpoint, clock)
  }

  version(signal?: AbortSignal) {
    return this.#connection.call<{ runtimeName: string; runtimeVersion: string }>("Version", {}, quick(signal))
  }

  async status(signal?: AbortSignal) {
    type Answer = {
      status: { conditions: { type: string; status: boolean; reason: string; message: string }[] } | null
    }
    const answer = await this.#connection.call<Answer>("Status", {}, quick(signal))
    return answer.status?.conditions ?? []
  }

  async runPodSandbox(config: SandboxConfig) {
    type Answer = { podSandboxId: string }
    const run = () => this.#connection.call<Answer>("RunPodSandbox", { config })
    return (await this.#starts.take(1, run)).podSandboxId
  }

  async stopPodSandbox(podSandboxId: string) {
    await this.#connection.call("StopPodSandbox", { podSandboxId })
  }

  async removePodSandbox(podSandboxId: string) {
    await this.#connection.call("RemovePodSandbox", { podSandboxId })
  }

  async podSandboxStatus(podSandboxId: string) {
    type Answer = { status: WireSandboxStatus }
    return readSandboxStatus((await this.#connection.call<Answer>("PodSandboxStatus", { podSandboxId })).status)
  }

  async listPodSandboxes(labels?: Labels) {
    const filter = labels === undefined ? {} : { labelSelector: labels }
    const { items } = await this.#connection.call<{ items: WireSandbox[] }>("ListPodSandbox", { filter })
    return items.map(readSandbox)
  }

  async createContainer(podSandboxId: string, config: ContainerConfig, sandboxConfig: SandboxConfig) {
    const request = { podSandboxId, config, sandboxConfig }
    const create = () => this.#connection.call<{ containerId: string }>("CreateContainer", request)
    return (await this.#starts.take(0, create)).containerId
  }

  async startContainer(containerId: string) {
    await this.#starts.take(0, () => this.#connection.call("StartContainer", { containerId }))
  }

  async stopContainer(containerId: string, graceSeconds: number) {
    const timeoutMs = (graceSeconds + 120) * 1000
    await this.#connection.call("StopContainer", { containerId, timeout: graceSeconds }, { timeoutMs })
  }

  async removeContainer(containerId: string) {
    await this.#connection.call("RemoveContainer", { containerId })
  }

  async listContainers(labels?: Labels) {
    const filter = labels === undefined ? {} : { labelSelector: labels }
    const { containers } = await this.#connection.call<{ containers: WireContainer[] }>("ListContainers", { filter })
    return containers.map(readContainer)
  }

  async containerStatus(containerId: string) {
    type Answer = { status: WireContainerStatus }
    return readContainerStatus((await this.#connection.call<Answer>("ContainerStatus", { containerId })).status)
  }

  async updateContainerResources(containerId: string, linux: LinuxResources) {
    await this.#connection.call("UpdateContainerResources", { containerId, linux })
  }

  async reopenContainerLog(containerId: string) {
    await this.#connection.call("ReopenContainerLog", { containerId })
  }

  execSync(containerId: string, cmd: readonly string[], timeout: number) {
    // The runtime ends the command by itself; ours only guards against a runtime that does not.
    const timeoutMs = timeout === 0 ? 0 : (timeout + 30) * 1000
    return this.#connection.call<ExecResult>("ExecSync", { containerId, cmd, timeout }, { timeoutMs })
  }

  async execUrl(containerId: string, { command: cmd, ...options }: StreamOptions & { command: readonly string[] }) {
    return (await this.#connection.call<{ url: string }>("Exec", { containerId, cmd, ...options })).url
  }

  async attachUrl(containerId: string, options: StreamOptions) {
    return (await this.#connection.call<{ url: string }>("Attach", { containerId, ...options })).url
  }

  async portForwardUrl(podSandboxId: string, port: readonly number[]) {
    return (await this.#connection.call<{ url: string }>("PortForward", { podSandboxId, port })).url
  }

  async listContainerStats(labels?: Labels) {
    const filter = labels === undefined ? {} : { labelSelector: labels }
    const { stats } = await this.#connection.call<{ stats: WireContainerStats[] }>("ListContainerStats", { filter })
    return stats.map(readContainerStats)
  }

  async listImages() {
    return (await this.#connection.call<{ images: WireImage[] }>("ListImages", {})).images.map(readImage)
  }

  async imageStatus(image: string) {
    const answer = await this.#connection.call<{ image: WireImage | null }>("ImageStatus", { image: { image } })
    return answer.image === null ? undefined : readImage(answer.image)
  }

  async pullImage(image: string, auth: ImageAuth | undefined, sandboxConfig: SandboxConfig | undefined) {
    const request = {
      image: { image },
      ...(auth === undefined ? {} : { auth }),
      ...(sandboxConfig === undefined ? {} : { sandboxConfig }),
    }
    return (await this.#connection.call<{ imageRef: string }>("PullImage", request, { timeoutMs: 0 })).imageRef
  }

  async removeImage(image: string) {
    await this.#connection.call("RemoveImage", { image: { image } })
  }

  async imageFilesystems() {
    type Answer = { imageFilesystems: WireFilesystem[] }
    return (await this.#connection.call<Answer>("ImageFsInfo", {})).imageFilesystems.map(readFilesystem)
  }

  events(signal: AbortSignal) {
    const isRunning = (id: string) => this.#isRunning(id)
    return settledEvents(watchEvents(this.#connection, signal), { isRunning, clock: this.#clock })
  }

  close(): void {
    this.#connection.close()
  }

  /** The id is a container's or a sandbox's. */
  async #isRunning(id: string): Promise<boolean> {
    try {
      return (await this.containerStatus(id)).state === "CONTAINER_RUNNING"
    } catch (error) {
      if (!isRuntimeNotFound(error)) throw error
      return (await this.podSandboxStatus(id)).state === "SANDBOX_READY"
    }
  }
}

function quick(signal: AbortSignal | undefined) {
  return { timeoutMs: 10_000, signal }
}
