import type { Pod } from "../../../apis/core/v1.gen.ts"
import type { ContainerStats as RuntimeStats } from "../../../cri/runtime.ts"
import type { KubeletServerDeps, NodeStats } from "../deps.ts"
import type { UsageRates } from "./usage-rate.ts"

/** One look at what everything on the node uses. */
export interface Usage {
  readonly node: NodeStats
  readonly pods: readonly PodUsage[]
}

export interface PodUsage {
  readonly pod: Pod
  readonly containers: readonly ContainerUsage[]
}

export interface ContainerUsage {
  readonly name: string
  readonly startedAtMs: number
  readonly nanoCores: number
  readonly stats: RuntimeStats
}

/** Running containers only, by pod, in the pods' order. */
export async function collectUsage(
  deps: Pick<KubeletServerDeps, "runtime" | "pods" | "nodeStats">,
  rates: UsageRates,
): Promise<Usage> {
  const [node, stats] = await Promise.all([deps.nodeStats(), deps.runtime.listContainerStats()])
  const byId = new Map(stats.map((each) => [each.id, each]))
  rates.keep(new Set(byId.keys()))
  return { node, pods: deps.pods.list().map((pod) => ({ pod, containers: containersOf(pod, byId, rates) })) }
}

function containersOf(pod: Pod, byId: ReadonlyMap<string, RuntimeStats>, rates: UsageRates): readonly ContainerUsage[] {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod.status
  return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses].flatMap((status) => {
    const id = status.containerID?.slice(status.containerID.indexOf("://") + 3)
    const stats = id === undefined ? undefined : byId.get(id)
    const startedAt = status.state?.running?.startedAt
    if (stats === undefined || startedAt === undefined) return []
    const nanoCores = stats.cpu === undefined ? 0 : rates.rateOf(stats.id, stats.cpu)
    return [{ name: status.name, startedAtMs: Date.parse(startedAt), nanoCores, stats }]
  })
}
