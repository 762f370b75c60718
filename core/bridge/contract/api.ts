import { z } from "zod"
import { call, stream } from "../method.ts"

const profile = z.string()

/** A cluster's API server, through the host: it has the keys, the screens never see them. */
export const apiMethods = {
  /** One request: a head, then the body as it arrives. `core/transport/port` makes a Transport of it. */
  "api.request": stream(
    z.object({
      profile,
      method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
      path: z.string().startsWith("/"),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.instanceof(Uint8Array).optional(),
    }),
  )<ApiPart>(),
  /** Whether the API server answers, now and after every change. */
  "api.reachable": stream(z.object({ profile }))<Reachability>(),
  /** What nodes and pods use: the last hour at first, then a sample every few seconds while somebody watches. */
  "metrics.watch": stream(z.object({ profile }))<readonly MetricsSample[]>(),
  /** What was asked of the API server, as its audit log has it: the last ones at first, then as they happen. */
  "audit.watch": stream(z.object({ profile }))<readonly AuditRecord[]>(),
  /** Add-ons, with what they are; their state is the screens' to see. */
  "addons.list": call(z.void())<readonly AddonSummary[]>(),
}

export type ApiPart =
  | { readonly type: "head"; readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly type: "chunk"; readonly bytes: Uint8Array }

export interface Reachability {
  readonly reachable: boolean
  /** Why not, in a sentence. */
  readonly reason?: string | undefined
  readonly sinceMs: number
}

/** One look at a cluster: kubelets' stats/summary, all nodes at once. */
export interface MetricsSample {
  readonly atMs: number
  readonly nodes: readonly Usage[]
  /** By `namespace/name`. */
  readonly pods: readonly Usage[]
}

export interface Usage {
  readonly name: string
  /** 1000 is one core. */
  readonly cpuMillicores: number
  /** Working set. */
  readonly memoryBytes: number
}

/** Of an audit.k8s.io/v1 Event, what the sequence shows. */
export interface AuditRecord {
  readonly id: string
  readonly atMs: number
  readonly user: string
  readonly userAgent: string
  readonly verb: string
  /** "" for the core group. */
  readonly group: string
  readonly resource: string
  readonly subresource: string
  readonly namespace: string
  readonly name: string
  /** The version that was written; "" where the log does not say. */
  readonly resourceVersion: string
  readonly code: number
}

export interface AddonSummary {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Cannot be switched off. */
  readonly builtIn: boolean
  /** What it runs: `daemonsets.apps kube-system/kube-proxy`, or pods by label. */
  readonly runs: readonly AddonPart[]
  readonly documentation?: string | undefined
}

export interface AddonPart {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly namespace?: string | undefined
  readonly name?: string | undefined
  readonly labelSelector?: string | undefined
}
