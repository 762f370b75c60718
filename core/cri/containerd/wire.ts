import type {
  Container,
  ContainerState,
  ContainerStats,
  ContainerStatus,
  FilesystemUsage,
  Image,
  Labels,
  Sandbox,
  SandboxMetadata,
  SandboxStatus,
} from "../runtime.ts"

/** CRI messages as protobufjs hands them over, and how each becomes ours. Times are nanoseconds. */
export interface WireSandbox {
  readonly id: string
  readonly metadata: SandboxMetadata
  readonly state: Sandbox["state"]
  readonly createdAt: number
  readonly labels: Labels
  readonly annotations: Labels
}

export function readSandbox({ id, metadata, state, createdAt, labels, annotations }: WireSandbox): Sandbox {
  return { id, metadata, state, createdAtMs: toMs(createdAt), labels, annotations }
}

export interface WireSandboxStatus extends WireSandbox {
  readonly network: { readonly ip: string; readonly additionalIps: readonly { readonly ip: string }[] } | null
}

export function readSandboxStatus(wire: WireSandboxStatus): SandboxStatus {
  const ips = [wire.network?.ip ?? "", ...(wire.network?.additionalIps ?? []).map(({ ip }) => ip)]
  return { ...readSandbox(wire), ips: ips.filter((ip) => ip !== "") }
}

interface ImageSpec {
  readonly image: string
  readonly userSpecifiedImage: string
}

export interface WireContainer {
  readonly id: string
  readonly podSandboxId: string
  readonly metadata: { readonly name: string; readonly attempt: number }
  readonly image: ImageSpec | null
  readonly imageRef: string
  readonly state: ContainerState
  readonly createdAt: number
  readonly labels: Labels
  readonly annotations: Labels
}

export function readContainer(wire: WireContainer): Container {
  const { id, podSandboxId, metadata, imageRef, state, labels, annotations } = wire
  const image = nameOf(wire.image)
  return { id, podSandboxId, metadata, image, imageRef, state, createdAtMs: toMs(wire.createdAt), labels, annotations }
}

export interface WireContainerStatus {
  readonly id: string
  readonly metadata: { readonly name: string; readonly attempt: number }
  readonly state: ContainerState
  readonly createdAt: number
  readonly startedAt: number
  readonly finishedAt: number
  readonly exitCode: number
  readonly image: ImageSpec | null
  readonly imageRef: string
  readonly reason: string
  readonly message: string
  readonly labels: Labels
  readonly annotations: Labels
  readonly logPath: string
}

export function readContainerStatus(wire: WireContainerStatus): ContainerStatus {
  const { id, metadata, state, exitCode, imageRef, reason, message, labels, annotations, logPath } = wire
  const times = {
    createdAtMs: toMs(wire.createdAt),
    startedAtMs: toMs(wire.startedAt),
    finishedAtMs: toMs(wire.finishedAt),
  }
  const image = nameOf(wire.image)
  return { id, metadata, state, ...times, exitCode, image, imageRef, reason, message, labels, annotations, logPath }
}

export interface WireFilesystem {
  readonly timestamp: number
  readonly fsId: { readonly mountpoint: string } | null
  readonly usedBytes: Value | null
  readonly inodesUsed: Value | null
}

interface Value {
  readonly value: number
}

export function readFilesystem(wire: WireFilesystem): FilesystemUsage {
  return {
    timestampMs: toMs(wire.timestamp),
    mountpoint: wire.fsId?.mountpoint ?? "",
    usedBytes: wire.usedBytes?.value ?? 0,
    inodesUsed: wire.inodesUsed?.value ?? 0,
  }
}

export interface WireContainerStats {
  readonly attributes: { readonly id: string; readonly labels: Labels }
  readonly cpu: { readonly timestamp: number; readonly usageCoreNanoSeconds: Value | null } | null
  readonly memory: {
    readonly timestamp: number
    readonly workingSetBytes: Value | null
    readonly usageBytes: Value | null
    readonly rssBytes: Value | null
    readonly pageFaults: Value | null
    readonly majorPageFaults: Value | null
  } | null
  readonly writableLayer: WireFilesystem | null
}

export function readContainerStats({ attributes, cpu, memory, writableLayer }: WireContainerStats): ContainerStats {
  return {
    id: attributes.id,
    labels: attributes.labels,
    cpu: cpu
      ? { timestampMs: toMs(cpu.timestamp), usageCoreNanoSeconds: cpu.usageCoreNanoSeconds?.value ?? 0 }
      : undefined,
    memory: memory
      ? {
          timestampMs: toMs(memory.timestamp),
          workingSetBytes: memory.workingSetBytes?.value ?? 0,
          usageBytes: memory.usageBytes?.value ?? 0,
          rssBytes: memory.rssBytes?.value ?? 0,
          pageFaults: memory.pageFaults?.value ?? 0,
          majorPageFaults: memory.majorPageFaults?.value ?? 0,
        }
      : undefined,
    writableLayer: writableLayer ? readFilesystem(writableLayer) : undefined,
  }
}

export interface WireImage {
  readonly id: string
  readonly repoTags: readonly string[]
  readonly repoDigests: readonly string[]
  readonly size: number
  readonly uid: Value | null
  readonly username: string
  readonly pinned: boolean
}

export function readImage({ id, repoTags, repoDigests, size, uid, username, pinned }: WireImage): Image {
  return { id, repoTags, repoDigests, size, uid: uid?.value, username, pinned }
}

/** containerd before 1.7 knows no `userSpecifiedImage`. */
function nameOf(spec: ImageSpec | null): string {
  return spec === null ? "" : spec.userSpecifiedImage || spec.image
}

/** A millisecond's fraction survives: a number holds these to a quarter of a microsecond. */
function toMs(nanoseconds: number): number {
  return nanoseconds / 1e6
}
