import type { Deployment, ReplicaSet } from "../../apis/apps/v1.gen.ts"
import { maxSurgeOf, replicasOf } from "./bounds.ts"

type Annotations = Readonly<Record<string, string>>

export const revisionAnnotation = "deployment.kubernetes.io/revision"
const historyAnnotation = "deployment.kubernetes.io/revision-history"
const desiredAnnotation = "deployment.kubernetes.io/desired-replicas"
const maxAnnotation = "deployment.kubernetes.io/max-replicas"

/** What a deployment's annotations do not hand down to its replica sets. */
const ownOnly: ReadonlySet<string> = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  "deprecated.deployment.rollback.to",
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
])

/** The longest revision history kept, in characters; the oldest revisions go first. */
const historyMaxLength = 2000

export function revisionOf(object: ReplicaSet | Deployment): number {
  const text = object.metadata.annotations?.[revisionAnnotation] ?? ""
  return /^\d+$/.test(text) ? Number(text) : 0
}

/** The replica set's annotations once it is the newest: the deployment's, and its place in the history. */
export function withRevision(annotations: Annotations, deployment: Deployment, revision: number): Annotations {
  const handedDown = Object.entries(deployment.metadata.annotations ?? {}).filter(([name]) => !ownOnly.has(name))
  const merged = { ...annotations, ...Object.fromEntries(handedDown) }
  const old = annotations[revisionAnnotation]
  if (old !== undefined && Number(old) >= revision) return merged
  const next = { ...merged, [revisionAnnotation]: `${revision}` }
  return old === undefined ? next : { ...next, [historyAnnotation]: lengthened(annotations[historyAnnotation], old) }
}

/** What a replica set remembers of the size it was part of, for proportional scaling. */
export function sizeAnnotations(deployment: Deployment): Annotations {
  const desired = replicasOf(deployment)
  return { [desiredAnnotation]: `${desired}`, [maxAnnotation]: `${desired + maxSurgeOf(deployment)}` }
}

export function hasSizeAnnotations(replicaSet: ReplicaSet, deployment: Deployment): boolean {
  const { annotations } = replicaSet.metadata
  return Object.entries(sizeAnnotations(deployment)).every(([name, value]) => annotations?.[name] === value)
}

export function desiredReplicasOf({ metadata }: ReplicaSet): number | undefined {
  return numberOf(metadata.annotations?.[desiredAnnotation])
}

export function maxReplicasOf({ metadata }: ReplicaSet): number | undefined {
  return numberOf(metadata.annotations?.[maxAnnotation])
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined || !/^-?\d+$/.test(text) ? undefined : Number(text)
}

function lengthened(history: string | undefined, revision: string): string {
  const revisions = history === undefined || history === "" ? [] : history.split(",")
  revisions.push(revision)
  while (revisions.length > 1 && revisions.join(",").length > historyMaxLength) revisions.shift()
  return revisions.join(",")
}
