import type { Deployment, ReplicaSet } from "../../apis/apps/v1.gen.ts"
import { maxReplicasOf } from "./annotations.ts"
import { maxSurgeOf, replicasOf } from "./bounds.ts"
import { sumOf } from "./replica-sets.ts"
import type { Resize } from "./rolling.ts"

/**
 * A deployment scaled in the middle of a rollout grows or shrinks all its replica sets in proportion, so that a broken new
 * one does not get the whole difference.
 */
export function scaleInProportion(deployment: Deployment, active: readonly ReplicaSet[]): readonly Resize[] {
  const wanted = replicasOf(deployment)
  const allowed = wanted > 0 ? wanted + maxSurgeOf(deployment) : 0
  const toAdd = allowed - sumOf(active, replicasOf)
  const sorted = [...active].sort((a, b) => bySize(a, b, toAdd))
  let added = 0
  const sizes = sorted.map((replicaSet) => {
    const share = toAdd === 0 ? 0 : shareOf(replicaSet, deployment, allowed, { toAdd, added })
    added += share
    return { replicaSet, replicas: replicasOf(replicaSet) + share }
  })
  const [first, ...others] = sizes
  if (first === undefined) return []
  // What rounding left over goes to the largest.
  return [{ ...first, replicas: Math.max(0, first.replicas + toAdd - added) }, ...others]
}

function shareOf(
  replicaSet: ReplicaSet,
  deployment: Deployment,
  allowed: number,
  { toAdd, added }: { readonly toAdd: number; readonly added: number },
): number {
  const size = replicasOf(replicaSet)
  if (size === 0 || toAdd === added) return 0
  const fraction = fractionOf(replicaSet, deployment, size, allowed)
  return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added)
}

function fractionOf(replicaSet: ReplicaSet, deployment: Deployment, size: number, allowed: number): number {
  if (replicasOf(deployment) === 0) return -size
  const before = maxReplicasOf(replicaSet) ?? deployment.status.replicas ?? 0
  return before === 0 ? 0 : Math.round((size * allowed) / before) - size
}

/** The largest first; of equals the newest when growing, the oldest when shrinking. */
function bySize(a: ReplicaSet, b: ReplicaSet, toAdd: number): number {
  const bySizes = replicasOf(b) - replicasOf(a)
  if (bySizes !== 0) return bySizes
  const older = (a.metadata.creationTimestamp ?? "") < (b.metadata.creationTimestamp ?? "") ? -1 : 1
  return toAdd > 0 ? -older : older
}
