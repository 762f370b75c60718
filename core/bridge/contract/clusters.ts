import { z } from "zod"
import { call, stream } from "../method.ts"

/** Clusters and the drivers they may be made with. */
export const clusterMethods = {
  /** All clusters, now and after every change. */
  "clusters.watch": stream(z.void())<readonly ClusterSummary[]>(),
  /** What a new cluster is when nothing is chosen, and what this machine has. */
  "clusters.defaults": call(z.void())<ClusterDefaults>(),
  /** What a delete would take away. */
  "clusters.losses": call(z.object({ profile: z.string() }))<ClusterLosses>(),
  /** What a node's programs say: text as it comes. Ends when `follow` is false and all is told. */
  "clusters.logs": stream(
    z.object({
      profile: z.string(),
      node: z.string().optional(),
      lines: z.number().int().min(0).max(10_000),
      follow: z.boolean(),
    }),
  )<string>(),
  /** Writes the kubeconfig anew and makes the cluster kubectl's current one. */
  "clusters.use": call(z.object({ profile: z.string() }))<void>(),
  /** Every driver: whether it can work here, and what to do if not. */
  "drivers.health": call(z.void())<readonly DriverHealth[]>(),
}

/** A cluster as its card shows it. */
export interface ClusterSummary {
  readonly name: string
  readonly state: ClusterState
  /** Why it is not as it should be, in a sentence, with what to do. */
  readonly problem?: { readonly message: string; readonly advice: string } | undefined
  readonly driver: string
  readonly kubernetesVersion: string
  readonly nodes: readonly ClusterNode[]
  /** What each node may use. */
  readonly cpus: number
  readonly memoryMiB: number
  /** `https://192.168.99.100:8443`; undefined while it does not run. */
  readonly server?: string | undefined
  readonly kubeconfig: string
  /** Whether it is kubectl's current context. */
  readonly current: boolean
  readonly createdAt: string
}

/**
 * "running": the API server answers. "unreachable": nodes run, but it does not answer. "partial": some nodes run. An
 * operation under way shows as "starting", "stopping", "deleting".
 */
export type ClusterState =
  | "running"
  | "unreachable"
  | "partial"
  | "paused"
  | "stopped"
  | "starting"
  | "stopping"
  | "deleting"
  | "broken"

export interface ClusterNode {
  readonly name: string
  readonly address: string
  readonly controlPlane: boolean
  readonly state: "running" | "paused" | "stopped" | "missing"
}

export interface ClusterDefaults {
  /** A name that is free. */
  readonly name: string
  readonly driver: string
  readonly nodes: number
  readonly cpus: number
  readonly memoryMiB: number
  readonly machine: { readonly cpus: number; readonly memoryMiB: number }
  readonly kubernetesVersion: string
}

export interface ClusterLosses {
  /** Undefined when it does not run, so that nobody can tell. */
  readonly objects?: readonly { readonly what: string; readonly count: number }[] | undefined
  readonly nodes: number
  /** What lies on the nodes' disks. */
  readonly diskBytes?: number | undefined
}

export interface DriverHealth {
  readonly name: string
  readonly healthy: boolean
  /** What it is, or why it cannot work. */
  readonly detail: string
  readonly advice?: string | undefined
}
