import { isDeepEqual, isJsonObject, type Json, type JsonObject } from "../../../../core/base/json.ts"
import type { Patch } from "../../../../core/client/client.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { isControlledBy } from "../../../../core/machinery/meta/owners.ts"

/** One state of a workload's pod template that is still kept. */
export interface Revision {
  readonly number: number
  /** What keeps it: a ReplicaSet, or a ControllerRevision. */
  readonly keeper: string
  readonly createdAt: string | undefined
  /** Why, as somebody wrote it down with `kubernetes.io/change-cause`. */
  readonly cause: string
  readonly template: JsonObject
  readonly current: boolean
  /** Pods that run in it; undefined where the keeper does not say. */
  readonly pods: { readonly ready: number; readonly count: number } | undefined
  /** What brings it back. */
  readonly patch: Patch
}

const revisionAnnotation = "deployment.kubernetes.io/revision"
const causeAnnotation = "kubernetes.io/change-cause"
const templateHash = "pod-template-hash"

/** What may be copied to or from an annotation of a Deployment's ReplicaSet, and what may not (kubectl's own list). */
const keptAnnotations: readonly string[] = [
  "kubectl.kubernetes.io/last-applied-configuration",
  revisionAnnotation,
  "deployment.kubernetes.io/revision-history",
  "deployment.kubernetes.io/desired-replicas",
  "deployment.kubernetes.io/max-replicas",
  "deprecated.deployment.rollback.to",
]

/** A Deployment's revisions, newest first: each of its ReplicaSets keeps one. */
export function revisionsOfDeployment(deployment: ApiObject, replicaSets: readonly ApiObject[]): readonly Revision[] {
  const current = templateOf(deployment)
  const revisions = replicaSets
    .filter((replicaSet) => isControlledBy(replicaSet, deployment))
    .flatMap((replicaSet) => {
      const number = Number(replicaSet.metadata.annotations?.[revisionAnnotation])
      if (!Number.isInteger(number) || number <= 0) return []
      const template = withoutHash(templateOf(replicaSet))
      const patch: Patch = { type: "json", body: deploymentPatch(deployment, replicaSet, template) }
      return [
        {
          ...keptBy(replicaSet, number),
          template,
          current: isDeepEqual(template, current),
          pods: podsOf(replicaSet),
          patch,
        },
      ]
    })
  return newestFirst(revisions)
}

/** The revisions of a DaemonSet or StatefulSet, newest first: ControllerRevisions keep them, each as a patch. */
export function revisionsOfSet(set: ApiObject, controllerRevisions: readonly ApiObject[]): readonly Revision[] {
  const current = templateOf(set)
  const revisions = controllerRevisions
    .filter((kept) => isControlledBy(kept, set))
    .flatMap((kept) => {
      const number = "revision" in kept ? Number(kept.revision) : Number.NaN
      const data = "data" in kept && isJsonObject(kept.data) ? kept.data : undefined
      if (!Number.isInteger(number) || data === undefined) return []
      const { $patch: _, ...template } = memberOf(memberOf(data, "spec"), "template")
      const patch: Patch = { type: "strategic", body: data }
      return [{ ...keptBy(kept, number), template, current: isDeepEqual(template, current), pods: undefined, patch }]
    })
  return newestFirst(revisions)
}

/** kubectl replaces the template and the annotations, but for those that are the Deployment's own. */
function deploymentPatch(deployment: ApiObject, replicaSet: ApiObject, template: JsonObject): readonly Json[] {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([name]) => keptAnnotations.includes(name))
  const kept = Object.entries(replicaSet.metadata.annotations ?? {}).filter(([name]) => !keptAnnotations.includes(name))
  return [
    { op: "replace", path: "/spec/template", value: template },
    { op: "add", path: "/metadata/annotations", value: Object.fromEntries([...own, ...kept]) },
  ]
}

function keptBy({ metadata }: ApiObject, number: number) {
  const cause = metadata.annotations?.[causeAnnotation] ?? ""
  return { number, keeper: metadata.name ?? "", createdAt: metadata.creationTimestamp ?? undefined, cause }
}

/** Of several with the same template the newest counts as the current one. */
function newestFirst(revisions: readonly Revision[]): readonly Revision[] {
  const sorted = revisions.toSorted((a, b) => b.number - a.number)
  const current = sorted.find((revision) => revision.current)
  return sorted.map((revision) => ({ ...revision, current: revision === current }))
}

function podsOf(replicaSet: ApiObject): Revision["pods"] {
  const status = memberOf(replicaSet, "status")
  const { replicas = 0, readyReplicas = 0 } = status
  return { count: Number(replicas), ready: Number(readyReplicas) }
}

function templateOf(workload: ApiObject): JsonObject {
  return memberOf(memberOf(workload, "spec"), "template")
}

/** The hash is the ReplicaSet's own mark: it is no part of what was asked for. */
function withoutHash(template: JsonObject): JsonObject {
  const metadata = memberOf(template, "metadata")
  const { [templateHash]: _, ...labels } = memberOf(metadata, "labels")
  return { ...template, metadata: { ...metadata, labels } }
}

function memberOf(value: unknown, name: string): JsonObject {
  const member = isJsonObject(value) ? value[name] : undefined
  return isJsonObject(member) ? member : {}
}
