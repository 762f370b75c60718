import { useContext } from "react"
import type {
  ClusterDefaults,
  ClusterLosses,
  ClusterSummary,
  DriverHealth,
} from "../../core/bridge/contract/clusters.ts"
import { ClustersContext } from "./host-state.tsx"
import { type Called, useCall } from "./use-call.ts"
import type { Streamed } from "./use-stream-fold.ts"

/** All clusters, live. */
export function useClusters(): Streamed<readonly ClusterSummary[]> {
  return useContext(ClustersContext)
}

/** One cluster, live; undefined while it is not known, or when there is none of that name. */
export function useCluster(profile: string): ClusterSummary | undefined {
  return useContext(ClustersContext).value?.find(({ name }) => name === profile)
}

export function useClusterDefaults(): Called<ClusterDefaults> {
  return useCall("clusters.defaults", undefined)
}

export function useDriversHealth(): Called<readonly DriverHealth[]> {
  return useCall("drivers.health", undefined)
}

/** What a delete would take away. */
export function useLosses(profile: string): Called<ClusterLosses> {
  return useCall("clusters.losses", { profile })
}
