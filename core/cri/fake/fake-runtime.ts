import type { Clock, Timer } from "../../base/clock.ts"
import type {
  Container,
  ContainerConfig,
  ContainerStatus,
  ExecResult,
  Image,
  Labels,
  LinuxResources,
  Runtime,
  RuntimeEvent,
  Sandbox,
  SandboxConfig,
  SandboxStatus,
} from "../runtime.ts"
import { RuntimeError } from "../runtime-error.ts"

/**
 * A runtime in memory for tests. A container runs until it is stopped, except that `sh -c "exit 3"` ends at once with
 * 3, and `sh -c "sleep 2; exit 3"` after two seconds of the clock. Of a command with a slash in front, only `/bin/...`
 * exists. What ignores TERM is started with `trap '' TERM` in its command.
 */
export class FakeRuntime implements Runtime {
  readonly calls: string[] = []
  /** What `execSync` answers; by default everything succeeds without a word. */
  onExec: (containerId: string, command: readonly string[]) => Promise<ExecResult> | ExecResult = () => success
  /** What a pull does; by default no image can be pulled. */
  onPull: (image: string) => Promise<Image> | Image = (image) => {
    throw new RuntimeError("unknown", `failed to pull and unpack image "${image}": not found`)
  }
  readonly sandboxes = new Map<string, SandboxStatus & { readonly config: SandboxConfig }>()
  readonly containers = new Map<string, FakeContainer>()
  readonly images = new Map<string, Image>()
  readonly #clock: Clock
  readonly #listeners = new Set<(event: RuntimeEvent) => void>()
  #sequence = 0

  constructor(clock: Clock, images: readonly string[] = ["docker.io/library/busybox:1"]) {
    this.#clock = clock
    for (const name of images) this.addImage(name)
  }

  addImage(name: string, more: Partial<Image> = {}): Image {
    const id = `sha256:${name.length.toString(16).padStart(64, "0")}`
    const plain = { id, repoTags: [name], repoDigests: [], size: 1000, uid: undefined, username: "", pinned: false }
    const image = { ...plain, ...more }
    this.images.set(name, image)
    return image
  }

  version() {
    return Promise.resolve({ runtimeName: "fake", runtimeVersion: "1.0.0" })
  }

  status() {
    const ready = (type: string) => ({ type, status: true, reason: "", message: "" })
    return Promise.resolve([ready("RuntimeReady"), ready("NetworkReady")])
  }

  async runPodSandbox(config: SandboxConfig) {
    this.calls.push(`runPodSandbox ${config.metadata.name} ${config.metadata.attempt}`)
    const { uid, attempt } = config.metadata
    for (const { metadata } of this.sandboxes.values()) {
      if (metadata.uid !== uid || metadata.attempt !== attempt) continue
      throw new RuntimeError("unknown", `failed to reserve sandbox name "${uid}": name is reserved`)
    }
    const id = this.#newId("sandbox")
    const onNode = config.linux.securityContext.namespaceOptions.network === "NODE"
    this.sandboxes.set(id, {
      id,
      metadata: config.metadata,
      state: "SANDBOX_READY",
      createdAtMs: this.#clock.now(),
      labels: config.labels,
      annotations: config.annotations,
      ips: onNode ? [] : [`10.244.0.${this.sandboxes.size + 2}`],
      config,
    })
    this.#tell({ type: "started", id })
    return id
  }

  async stopPodSandbox(id: string) {
    this.calls.push(`stopPodSandbox ${this.sandboxes.get(id)?.metadata.name ?? id}`)
    const sandbox = this.sandboxes.get(id)
    if (sandbox === undefined) return
    for (const container of this.containers.values()) {
      if (container.status.podSandboxId === id) container.end(137, "Error")
    }
    if (sandbox.state === "SANDBOX_NOTREADY") return
    this.sandboxes.set(id, { ...sandbox, state: "SANDBOX_NOTREADY", ips: [] })
    this.#tell({ type: "ended", id })
  }

  async removePodSandbox(id: string) {
    await this.stopPodSandbox(id)
    for (const [key, { status }] of this.containers) if (status.podSandboxId === id) this.containers.delete(key)
    this.sandboxes.delete(id)
  }

  async podSandboxStatus(id: string) {
    return this.sandboxes.get(id) ?? notFound("sandbox", id)
  }

  async listPodSandboxes(labels: Labels = {}): Promise<readonly Sandbox[]> {
    return [...this.sandboxes.values()].filter((each) => hasLabels(each, labels))
  }

  async createContainer(sandboxId: string, config: ContainerConfig) {
    this.calls.push(`createContainer ${config.metadata.name} ${config.metadata.attempt}`)
    if (this.sandboxes.get(sandboxId)?.state !== "SANDBOX_READY") return notFound("sandbox", sandboxId)
    const image = await this.imageStatus(config.image.image)
    if (image === undefined) return notFound("image", config.image.image)
    const id = this.#newId("container")
    const container = new FakeContainer({ id, sandboxId, config, image }, this.#clock, (type) =>
      this.#tell({ type, id }),
    )
    this.containers.set(id, container)
    return id
  }

  async startContainer(id: string) {
    this.calls.push(`startContainer ${this.#container(id).config.metadata.name}`)
    this.#container(id).start()
  }

  async stopContainer(id: string, graceSeconds: number) {
    const container = this.containers.get(id)
    this.calls.push(`stopContainer ${container?.config.metadata.name ?? id} ${graceSeconds}`)
    await container?.stop(graceSeconds)
  }

  async removeContainer(id: string) {
    this.calls.push(`removeContainer ${this.containers.get(id)?.config.metadata.name ?? id}`)
    this.containers.get(id)?.end(137, "Error")
    this.containers.delete(id)
  }

  async listContainers(labels: Labels = {}): Promise<readonly Container[]> {
    return [...this.containers.values()].map(({ status }) => status).filter((each) => hasLabels(each, labels))
  }

  async containerStatus(id: string): Promise<ContainerStatus> {
    return this.#container(id).status
  }

  async updateContainerResources(id: string, resources: LinuxResources) {
    this.calls.push(`updateContainerResources ${this.#container(id).config.metadata.name} ${JSON.stringify(resources)}`)
  }

  async reopenContainerLog(id: string) {
    this.calls.push(`reopenContainerLog ${this.#container(id).config.metadata.name}`)
  }

  async execSync(id: string, command: readonly string[]) {
    if (this.#container(id).status.state !== "CONTAINER_RUNNING") throw new RuntimeError("unknown", "not running")
    return this.onExec(id, command)
  }

  execUrl = () => Promise.resolve("http://127.0.0.1:1/exec/token")
  attachUrl = () => Promise.resolve("http://127.0.0.1:1/attach/token")
  portForwardUrl = () => Promise.resolve("http://127.0.0.1:1/portforward/token")
  listContainerStats = () => Promise.resolve([])

  async listImages() {
    return [...new Map([...this.images.values()].map((image) => [image.id, image])).values()]
  }

  async imageStatus(name: string) {
    return this.images.get(name) ?? [...this.images.values()].find(({ id }) => id === name)
  }

  async pullImage(name: string) {
    this.calls.push(`pullImage ${name}`)
    const image = await this.onPull(name)
    this.images.set(name, image)
    return image.id
  }

  async removeImage(name: string) {
    this.calls.push(`removeImage ${name}`)
    for (const [key, { id }] of this.images) if (key === name || id === name) this.images.delete(key)
  }

  async imageFilesystems() {
    return [{ timestampMs: this.#clock.now(), mountpoint: "/var/lib/images", usedBytes: 0, inodesUsed: 0 }]
  }

  async *events(signal: AbortSignal): AsyncIterable<RuntimeEvent> {
    const waiting: RuntimeEvent[] = [{ type: "connected" }]
    let wake = () => {}
    const listener = (event: RuntimeEvent) => {
      waiting.push(event)
      wake()
    }
    this.#listeners.add(listener)
    signal.addEventListener("abort", () => wake(), { once: true })
    while (!signal.aborted) {
      const event = waiting.shift()
      if (event !== undefined) yield event
      else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
    this.#listeners.delete(listener)
  }

  close() {}

  /** The running container of this name; for tests that make it end. */
  running(name: string): FakeContainer {
    const found = [...this.containers.values()].find(
      ({ config, status }) => config.metadata.name === name && status.state === "CONTAINER_RUNNING",
    )
    return found ?? notFound("running container", name)
  }

  #container(id: string): FakeContainer {
    return this.containers.get(id) ?? notFound("container", id)
  }

  #newId(kind: string): string {
    this.#sequence++
    return `${kind}-${this.#sequence}`
  }

  #tell(event: RuntimeEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

interface FakeContainerParts {
  readonly id: string
  readonly sandboxId: string
  readonly config: ContainerConfig
  readonly image: Image
}

class FakeContainer {
  status: ContainerStatus & Container
  readonly config: ContainerConfig
  readonly #clock: Clock
  readonly #tell: (type: "started" | "ended" | "oom") => void
  readonly #ended = Promise.withResolvers<void>()
  #timer: Timer | undefined

  constructor(
    { id, sandboxId, config, image }: FakeContainerParts,
    clock: Clock,
    tell: (type: "started" | "ended" | "oom") => void,
  ) {
    this.config = config
    this.#clock = clock
    this.#tell = tell
    const { metadata, labels, annotations, logPath } = config
    const end = { startedAtMs: 0, finishedAtMs: 0, exitCode: 0, reason: "", message: "" }
    const names = { id, podSandboxId: sandboxId, metadata, image: config.image.image, imageRef: image.id, logPath }
    const createdAtMs = clock.now()
    this.status = { ...names, state: "CONTAINER_CREATED", createdAtMs, ...end, labels, annotations }
  }

  start(): void {
    const file = this.config.command[0] ?? ""
    if (file.startsWith("/") && !file.startsWith("/bin/")) {
      const message = `failed to create containerd task: exec: "${file}": stat ${file}: no such file or directory: unknown`
      this.status = { ...this.status, state: "CONTAINER_EXITED", exitCode: 128, reason: "StartError", message }
      this.status = { ...this.status, finishedAtMs: this.#clock.now() }
      throw new RuntimeError("unknown", message)
    }
    this.status = { ...this.status, state: "CONTAINER_RUNNING", startedAtMs: this.#clock.now() }
    this.#tell("started")
    const script = this.#script()
    const exit = /exit (\d+)/.exec(script)?.[1]
    const sleepMs = Number(/^sleep (\d+)/.exec(script)?.[1] ?? 0) * 1000
    if (exit === undefined) return
    const code = Number(exit)
    this.#timer = this.#clock.after(sleepMs, () => this.end(code, code === 0 ? "Completed" : "Error"))
  }

  /** Ends by itself, or is ended. */
  end(exitCode: number, reason: string): void {
    if (this.status.state !== "CONTAINER_RUNNING") return
    this.#timer?.cancel()
    this.#ended.resolve()
    this.status = { ...this.status, state: "CONTAINER_EXITED", exitCode, reason, finishedAtMs: this.#clock.now() }
    if (reason === "OOMKilled") this.#tell("oom")
    this.#tell("ended")
  }

  /** Resolves when it has ended, whoever made it end. */
  async stop(graceSeconds: number): Promise<void> {
    if (!this.#script().includes("trap '' TERM")) return this.end(143, "Error")
    await Promise.race([this.#clock.sleep(graceSeconds * 1000), this.#ended.promise])
    this.end(137, "Error")
  }

  #script(): string {
    return [...this.config.command, ...this.config.args].at(-1) ?? ""
  }
}

const success: ExecResult = { stdout: new Uint8Array(), stderr: new Uint8Array(), exitCode: 0 }

function hasLabels(object: { readonly labels: Labels }, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => object.labels[key] === value)
}

function notFound(what: string, id: string): never {
  throw new RuntimeError("not-found", `an error occurred when try to find ${what} "${id}": not found`)
}
