import type { DriverHealth } from "../../bridge/contract/clusters.ts"
import type { Services } from "../../bridge/host.ts"
import { ProfileStore } from "../../cluster/profile/profile-store.ts"
import { updateContext } from "../../cluster/update-context.ts"
import type { DriverReport } from "../../drivers/drivers.ts"
import type { ClusterConnections } from "../api/cluster-connections.ts"
import type { DesktopDeps } from "../deps.ts"
import type { Operations } from "../operations/operations.ts"
import { ClusterWatch } from "./cluster-watch.ts"
import { type ClusterWishes, clusterDefaults } from "./defaults.ts"
import { clusterLosses } from "./losses.ts"
import { nodeLogs } from "./node-logs.ts"

type ClusterServices = Pick<
  Services,
  "clusters.watch" | "clusters.defaults" | "clusters.losses" | "clusters.logs" | "clusters.use" | "drivers.health"
>

export interface ClusterServiceParts {
  readonly operations: Pick<Operations, "all" | "follow" | "underWayOn">
  readonly connections: Pick<ClusterConnections, "watchReachability" | "lookNow" | "clientOf">
  /** What the settings say of new clusters. */
  wishes?(): Promise<ClusterWishes>
}

/** Clusters as the screens show them, and what can be asked of them that takes no work. */
export function newClusterServices(deps: DesktopDeps, parts: ClusterServiceParts): ClusterServices {
  const { cluster, clock } = deps
  const { operations, connections } = parts
  const watch = new ClusterWatch({ cluster, clock, operations, connections, explain: (error) => deps.explain(error) })
  return {
    "clusters.watch": (_input, { signal }) => watch.follow(signal),
    "clusters.defaults": async () => {
      const names = await new ProfileStore(cluster.home).names()
      const beingMade = operations.all.filter((one) => one.state === "running").map((one) => one.profile)
      return clusterDefaults([...names, ...beingMade], cluster.machine, await parts.wishes?.())
    },
    "clusters.losses": ({ profile }, { signal }) => clusterLosses({ cluster, clock, connections }, profile, signal),
    "clusters.logs": (input, { signal }) => nodeLogs(cluster, input, signal),
    "clusters.use": ({ profile }) => updateContext(cluster, profile),
    "drivers.health": async () => (await cluster.checkDrivers()).map(healthOf),
  }
}

function healthOf({ name, health }: DriverReport): DriverHealth {
  if (health.healthy) return { name, healthy: true, detail: health.detail }
  return { name, healthy: false, detail: health.reason, advice: health.advice }
}
