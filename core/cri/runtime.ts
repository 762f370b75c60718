/**
 * The container runtime as the kubelet sees it: Kubernetes' CRI v1, with its names, in plain objects. Times are
 * milliseconds since 1970 (with a fraction), byte and nanosecond counters are numbers. A failure is a `RuntimeError`.
 */
export interface Runtime {
  version(signal?: AbortSignal): Promise<RuntimeVersion>
  status(signal?: AbortSignal): Promise<readonly RuntimeCondition[]>

  runPodSandbox(config: SandboxConfig): Promise<string>
  /** Stops what runs in it and takes its network away. Safe to repeat. */
  stopPodSandbox(id: string): Promise<void>
  /** Removes it with its containers. Safe to repeat. */
  removePodSandbox(id: string): Promise<void>
  podSandboxStatus(id: string): Promise<SandboxStatus>
  listPodSandboxes(labels?: Labels): Promise<readonly Sandbox[]>

  createContainer(sandboxId: string, config: ContainerConfig, sandboxConfig: SandboxConfig): Promise<string>
  startContainer(id: string): Promise<void>
  /** TERM, then KILL after `graceSeconds`; resolves when it has ended. Safe to repeat. */
  stopContainer(id: string, graceSeconds: number): Promise<void>
  removeContainer(id: string): Promise<void>
  listContainers(labels?: Labels): Promise<readonly Container[]>
  containerStatus(id: string): Promise<ContainerStatus>
  updateContainerResources(id: string, resources: LinuxResources): Promise<void>
  /** After the log file was renamed: the runtime opens a new one. */
  reopenContainerLog(id: string): Promise<void>

  /** `timeoutSeconds` 0 waits without end. */
  execSync(id: string, command: readonly string[], timeoutSeconds: number): Promise<ExecResult>
  /** Each URL serves one stream, over WebSocket or SPDY/3.1, on this machine only. */
  execUrl(id: string, options: StreamOptions & { readonly command: readonly string[] }): Promise<string>
  attachUrl(id: string, options: StreamOptions): Promise<string>
  portForwardUrl(sandboxId: string, ports: readonly number[]): Promise<string>

  listContainerStats(labels?: Labels): Promise<readonly ContainerStats[]>

  listImages(): Promise<readonly Image[]>
  /** Undefined: not here. */
  imageStatus(image: string): Promise<Image | undefined>
  /** Resolves to the reference to create containers with. */
  pullImage(image: string, auth: ImageAuth | undefined, sandboxConfig: SandboxConfig | undefined): Promise<string>
  removeImage(image: string): Promise<void>
  imageFilesystems(): Promise<readonly FilesystemUsage[]>

  /**
   * What starts, ends or runs out of memory, as it happens. Yields `connected` first, and again after a break in which
   * events may have been missed. Ends when the signal aborts.
   */
  events(signal: AbortSignal): AsyncIterable<RuntimeEvent>
  close(): void
}

export type Labels = Readonly<Record<string, string>>

export type RuntimeEvent =
  | { readonly type: "connected" }
  /** `id` is a container's or a sandbox's. */
  | { readonly type: "started" | "ended" | "oom"; readonly id: string }

export interface RuntimeVersion {
  readonly runtimeName: string
  readonly runtimeVersion: string
}

export interface RuntimeCondition {
  /** RuntimeReady, NetworkReady. */
  readonly type: string
  readonly status: boolean
  readonly reason: string
  readonly message: string
}

export interface SandboxMetadata {
  readonly name: string
  readonly uid: string
  readonly namespace: string
  readonly attempt: number
}

export interface SandboxConfig {
  readonly metadata: SandboxMetadata
  readonly hostname: string
  readonly logDirectory: string
  readonly dnsConfig: DnsConfig | undefined
  readonly portMappings: readonly PortMapping[]
  readonly labels: Labels
  readonly annotations: Labels
  readonly linux: {
    readonly cgroupParent: string
    readonly sysctls: Labels
    readonly securityContext: SandboxSecurityContext
    readonly resources?: LinuxResources
  }
}

export interface DnsConfig {
  readonly servers: readonly string[]
  readonly searches: readonly string[]
  readonly options: readonly string[]
}

export interface PortMapping {
  readonly protocol: "TCP" | "UDP" | "SCTP"
  readonly containerPort: number
  readonly hostPort: number
  readonly hostIp: string
}

export type NamespaceMode = "POD" | "CONTAINER" | "NODE" | "TARGET"

export interface NamespaceOptions {
  readonly network: NamespaceMode
  readonly pid: NamespaceMode
  readonly ipc: NamespaceMode
  readonly targetId?: string
}

export interface SecurityProfile {
  readonly profileType: "RuntimeDefault" | "Unconfined" | "Localhost"
  readonly localhostRef?: string
}

export interface SelinuxOptions {
  readonly user: string
  readonly role: string
  readonly type: string
  readonly level: string
}

interface SecurityContext {
  readonly namespaceOptions: NamespaceOptions
  readonly privileged: boolean
  readonly readonlyRootfs: boolean
  readonly runAsUser?: { readonly value: number }
  readonly runAsGroup?: { readonly value: number }
  readonly supplementalGroups: readonly number[]
  readonly supplementalGroupsPolicy?: "Merge" | "Strict"
  readonly seccomp?: SecurityProfile
  readonly apparmor?: SecurityProfile
  readonly selinuxOptions?: SelinuxOptions
}

export type SandboxSecurityContext = SecurityContext

export interface ContainerSecurityContext extends SecurityContext {
  readonly capabilities: {
    readonly addCapabilities: readonly string[]
    readonly dropCapabilities: readonly string[]
  }
  readonly noNewPrivs: boolean
  readonly maskedPaths: readonly string[]
  readonly readonlyPaths: readonly string[]
}

export interface LinuxResources {
  readonly cpuPeriod?: number
  readonly cpuQuota?: number
  readonly cpuShares?: number
  readonly memoryLimitInBytes?: number
  readonly oomScoreAdj?: number
  /** cgroup v2 files and what to write to them. */
  readonly unified?: Labels
}

export interface Mount {
  readonly containerPath: string
  readonly hostPath: string
  readonly readonly: boolean
  readonly propagation: "PROPAGATION_PRIVATE" | "PROPAGATION_HOST_TO_CONTAINER" | "PROPAGATION_BIDIRECTIONAL"
}

export interface ContainerConfig {
  readonly metadata: { readonly name: string; readonly attempt: number }
  readonly image: { readonly image: string; readonly userSpecifiedImage?: string }
  readonly command: readonly string[]
  readonly args: readonly string[]
  readonly workingDir: string
  readonly envs: readonly { readonly key: string; readonly value: Uint8Array }[]
  readonly mounts: readonly Mount[]
  readonly labels: Labels
  readonly annotations: Labels
  /** Below the sandbox's log directory. */
  readonly logPath: string
  readonly stdin: boolean
  readonly stdinOnce: boolean
  readonly tty: boolean
  readonly linux: { readonly resources: LinuxResources; readonly securityContext: ContainerSecurityContext }
  /** "SIGUSR1"; left out: what the image says. */
  readonly stopSignal?: string
}

export interface Sandbox {
  readonly id: string
  readonly metadata: SandboxMetadata
  readonly state: "SANDBOX_READY" | "SANDBOX_NOTREADY"
  readonly createdAtMs: number
  readonly labels: Labels
  readonly annotations: Labels
}

export interface SandboxStatus extends Sandbox {
  /** None for the node's own network. */
  readonly ips: readonly string[]
}

export type ContainerState = "CONTAINER_CREATED" | "CONTAINER_RUNNING" | "CONTAINER_EXITED" | "CONTAINER_UNKNOWN"

export interface Container {
  readonly id: string
  readonly podSandboxId: string
  readonly metadata: { readonly name: string; readonly attempt: number }
  /** As it was asked for. */
  readonly image: string
  readonly imageRef: string
  readonly state: ContainerState
  readonly createdAtMs: number
  readonly labels: Labels
  readonly annotations: Labels
}

export interface ContainerStatus {
  readonly id: string
  readonly metadata: { readonly name: string; readonly attempt: number }
  readonly state: ContainerState
  readonly createdAtMs: number
  /** 0: never. */
  readonly startedAtMs: number
  readonly finishedAtMs: number
  readonly exitCode: number
  readonly image: string
  readonly imageRef: string
  /** Completed, Error, OOMKilled, StartError ... */
  readonly reason: string
  readonly message: string
  readonly labels: Labels
  readonly annotations: Labels
  readonly logPath: string
}

export interface ExecResult {
  readonly stdout: Uint8Array
  readonly stderr: Uint8Array
  readonly exitCode: number
}

export interface StreamOptions {
  readonly tty: boolean
  readonly stdin: boolean
  readonly stdout: boolean
  readonly stderr: boolean
}

export interface ContainerStats {
  readonly id: string
  readonly labels: Labels
  readonly cpu: { readonly timestampMs: number; readonly usageCoreNanoSeconds: number } | undefined
  readonly memory:
    | {
        readonly timestampMs: number
        readonly workingSetBytes: number
        readonly usageBytes: number
        readonly rssBytes: number
        readonly pageFaults: number
        readonly majorPageFaults: number
      }
    | undefined
  readonly writableLayer: FilesystemUsage | undefined
}

export interface FilesystemUsage {
  readonly timestampMs: number
  readonly mountpoint: string
  readonly usedBytes: number
  readonly inodesUsed: number
}

export interface Image {
  readonly id: string
  readonly repoTags: readonly string[]
  readonly repoDigests: readonly string[]
  readonly size: number
  /** The numeric user it runs as, where it names one. */
  readonly uid: number | undefined
  /** The user by name, where it has one. */
  readonly username: string
  readonly pinned: boolean
}

export interface ImageAuth {
  readonly username?: string
  readonly password?: string
  readonly auth?: string
  readonly serverAddress?: string
  readonly identityToken?: string
  readonly registryToken?: string
}
