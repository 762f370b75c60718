import type { Pod } from "../../apis/core/v1.gen.ts"
import type { Clock } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import type { Runtime } from "../../cri/runtime.ts"

/** What the kubelet lends its server. */
export interface KubeletServerDeps {
  readonly runtime: Runtime
  readonly pods: ServedPods
  /** Answers `undefined` for a request that may pass, else why not. */
  readonly authorize: Authorize
  readonly nodeName: string
  /** `/stats/summary` and `/metrics/resource` of the node itself. */
  readonly nodeStats: () => Promise<NodeStats>
  readonly clock: Clock
  readonly log: Log
}

/** The pods of this node, static ones too, each with the status the kubelet reports for it. */
export interface ServedPods {
  find(namespace: string, name: string): Pod | undefined
  list(): readonly Pod[]
}

export type Authorize = (request: {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  /** Of the verified client certificate. */
  readonly certificate: { readonly commonName: string; readonly organizations: readonly string[] } | undefined
}) => Promise<Refusal | undefined>

export interface Refusal {
  readonly code: 401 | 403
  readonly message: string
}

export interface NodeStats {
  readonly startedAtMs: number
  readonly cpu: { readonly timestampMs: number; readonly usageCoreNanoSeconds: number; readonly usageNanoCores: number }
  readonly memory: {
    readonly timestampMs: number
    readonly availableBytes: number
    readonly usageBytes: number
    readonly workingSetBytes: number
    readonly rssBytes: number
    readonly pageFaults: number
    readonly majorPageFaults: number
  }
  readonly filesystem: FilesystemStats
  readonly network: { readonly timestampMs: number; readonly interfaces: readonly InterfaceStats[] } | undefined
}

export interface FilesystemStats {
  readonly timestampMs: number
  readonly availableBytes: number
  readonly capacityBytes: number
  readonly usedBytes: number
  readonly inodesFree: number
  readonly inodes: number
}

export interface InterfaceStats {
  readonly name: string
  readonly rxBytes: number
  readonly rxErrors: number
  readonly txBytes: number
  readonly txErrors: number
}
