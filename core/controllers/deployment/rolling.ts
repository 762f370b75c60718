import type { Deployment, ReplicaSet } from "../../apis/apps/v1.gen.ts"
import { maxSurgeOf, maxUnavailableOf, replicasOf } from "./bounds.ts"
import { byAge, sumOf } from "./replica-sets.ts"

/** A replica set and the size it shall have. */
export interface Resize {
  readonly replicaSet: ReplicaSet
  readonly replicas: number
}

/** How large the new replica set may be now, given all there are. */
export function newReplicas(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
): number {
  const wanted = replicasOf(deployment)
  const current = newest === undefined ? 0 : replicasOf(newest)
  if (deployment.spec.strategy?.type === "Recreate") return wanted
  const room = wanted + maxSurgeOf(deployment) - sumOf(all, replicasOf)
  return room <= 0 ? current : current + Math.min(room, wanted - current)
}

/** The new replica set's next size; undefined when it has it. */
export function resizeNew(deployment: Deployment, all: readonly ReplicaSet[], newest: ReplicaSet): number | undefined {
  const wanted = replicasOf(deployment)
  const current = replicasOf(newest)
  if (current === wanted) return undefined
  const next = current > wanted ? wanted : newReplicas(deployment, all, newest)
  return next === current ? undefined : next
}

/**
 * Which old replica sets shrink now: first by pods that never became available, then by as many available ones as can
 * be missing. Works on the sizes the first step leaves, as Kubernetes does in one pass.
 */
export function resizeOld(deployment: Deployment, old: readonly ReplicaSet[], newest: ReplicaSet): readonly Resize[] {
  const minAvailable = replicasOf(deployment) - maxUnavailableOf(deployment)
  const all = [...old, newest]
  const newUnavailable = replicasOf(newest) - (newest.status.availableReplicas ?? 0)
  const spare = sumOf(all, replicasOf) - minAvailable - newUnavailable
  if (sumOf(old, replicasOf) === 0 || spare <= 0) return []
  const sizes = new Map(old.map((each) => [each, replicasOf(each)]))
  takeFrom(sizes, spare, (each, size) => size - (each.status.availableReplicas ?? 0))
  const available = sumOf(all, (each) => each.status.availableReplicas)
  takeFrom(sizes, available - minAvailable, (_, size) => size)
  return [...sizes]
    .filter(([replicaSet, replicas]) => replicas !== replicasOf(replicaSet))
    .map(([replicaSet, replicas]) => ({ replicaSet, replicas }))
}

/** Takes `count` in all, the oldest first, from each at most what `from` says. */
function takeFrom(
  sizes: Map<ReplicaSet, number>,
  count: number,
  from: (replicaSet: ReplicaSet, size: number) => number,
): void {
  let left = count
  for (const replicaSet of [...sizes.keys()].sort(byAge)) {
    if (left <= 0) return
    const size = sizes.get(replicaSet) ?? 0
    const take = Math.max(0, Math.min(left, from(replicaSet, size)))
    sizes.set(replicaSet, size - take)
    left -= take
  }
}
