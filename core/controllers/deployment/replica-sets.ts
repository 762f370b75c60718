import type { Deployment, ReplicaSet } from "../../apis/apps/v1.gen.ts"
import type { PodTemplateSpec } from "../../apis/core/v1.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { revisionOf } from "./annotations.ts"
import { replicasOf } from "./bounds.ts"

export const hashLabel = "pod-template-hash"

/** The replica set that has the deployment's template; the oldest, should there be two. */
export function findNew(deployment: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...replicaSets].sort(byAge).find((each) => hasTemplateOf(each, deployment))
}

export function hasTemplateOf(replicaSet: ReplicaSet, deployment: Deployment): boolean {
  return isDeepEqual(withoutHash(replicaSet.spec.template), withoutHash(deployment.spec.template))
}

export function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [atA = "", atB = ""] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp]
  if (atA !== atB) return atA < atB ? -1 : 1
  return (a.metadata.name ?? "") < (b.metadata.name ?? "") ? -1 : 1
}

export function byRevision(a: ReplicaSet, b: ReplicaSet): number {
  return revisionOf(a) - revisionOf(b) || byAge(a, b)
}

export function isScaledUp(replicaSet: ReplicaSet): boolean {
  return replicasOf(replicaSet) > 0
}

export function sumOf(replicaSets: readonly ReplicaSet[], read: (each: ReplicaSet) => number | undefined): number {
  return replicaSets.reduce((sum, each) => sum + (read(each) ?? 0), 0)
}

/** The one replica set that scaling concerns: the only one scaled up or, when none is, the newest. Else undefined. */
export function activeOrLatest(newest: ReplicaSet | undefined, old: readonly ReplicaSet[]): ReplicaSet | undefined {
  const active = [...old, ...(newest === undefined ? [] : [newest])].filter(isScaledUp)
  if (active.length > 1) return undefined
  return active[0] ?? newest ?? [...old].sort(byAge).at(-1)
}

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const { [hashLabel]: _, ...labels } = template?.metadata?.labels ?? {}
  const { creationTimestamp: __, ...metadata } = template?.metadata ?? {}
  return { ...template, metadata: { ...metadata, labels } }
}
