import type { ClusterCache } from "../cache/cluster-cache.ts"
import type { NodeState } from "../cache/node-state.ts"
import type { PodInfo } from "../cache/pod-info.ts"

/** A rule about where pods may or should run. Each part is asked once a pod and answers with what decides about nodes. */
export interface Plugin {
  readonly name: string
  /** Which changes in the cluster may let a pod in that this plugin kept out. */
  readonly wokenBy: readonly ClusterEvent[]
  /** Its word on one node depends on other nodes too. */
  readonly looksAround?: true
  /** Why the pod can run nowhere at all, whatever the nodes; ends the search. */
  refusal?(pod: PodInfo, cluster: ClusterCache): string | undefined
  /** The only nodes that come into question; undefined: all do. */
  only?(pod: PodInfo): ReadonlySet<string> | undefined
  /** What says no to a node; undefined when this plugin has nothing against any. */
  filterFor?(pod: PodInfo, cluster: ClusterCache): Filter | undefined
  readonly score?: ScorePart
}

/** Undefined: this plugin has nothing against the node. */
export type Filter = (node: NodeState) => Rejection | undefined

/** Why a node is not for this pod. */
export interface Rejection {
  /** As users read them: "Insufficient cpu". */
  readonly reasons: readonly string[]
  /** Whether the pod could run there if others made room. */
  readonly resolvable: boolean
}

/** How much a plugin likes each node that is left. */
export interface ScorePart {
  readonly weight: number
  /** Any number, larger is better; undefined when all nodes are alike. */
  scorerFor(pod: PodInfo, cluster: ClusterCache, feasible: readonly NodeState[]): Scorer | undefined
  /** How the numbers become 0 to 100; left out when they are that already. */
  readonly normalize?: "larger is better" | "smaller is better" | "spread over the range"
}

/** One node's number, for the pod it was made for. */
export type Scorer = (node: NodeState) => number

/** What can happen that lets a waiting pod in. */
export type ClusterEvent =
  | "node added"
  | "node resources"
  | "node labels"
  | "node taints"
  | "node schedulable"
  | "pod assigned"
  | "pod removed"
  | "claims"
