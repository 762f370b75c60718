import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { podLabelsOf, type Reference, referenceKey, referencesOf, referenceTo } from "./references.ts"
import { parseSelector } from "./selector-of.ts"

/** An object in the tree of owners. */
export interface OwnerNode {
  readonly reference: Reference
  /** Undefined for an owner that is not there (any more), or not looked for. */
  readonly object: ApiObject | undefined
  readonly isSubject: boolean
  readonly children: readonly OwnerNode[]
}

/** An object that stands in another relation. */
export interface RelatedObject {
  readonly reference: Reference
  readonly object: ApiObject | undefined
}

export interface Related {
  /** Trees from the topmost owner down, with the subject somewhere in them. One per owner; only the subject when there is none. */
  readonly owners: readonly OwnerNode[]
  readonly uses: readonly RelatedObject[]
  readonly usedBy: readonly RelatedObject[]
  readonly selects: readonly RelatedObject[]
  readonly selectedBy: readonly RelatedObject[]
}

/** How deep owners may own: more is a circle. */
const depthMax = 8

/** How a subject stands to the objects that were looked at. */
export function relatedTo(subject: ApiObject, objects: readonly ApiObject[]): Related {
  const known = new Map(objects.map((object) => [object.metadata.uid ?? "", object]))
  known.set(subject.metadata.uid ?? "", subject)
  const others = [...known.values()].filter((object) => object.metadata.uid !== subject.metadata.uid)
  const byReference = new Map(others.map((object) => [referenceKey(referenceTo(object)), object]))
  const own = referenceKey(referenceTo(subject))
  const uses = referencesOf(subject).map((reference) => ({
    reference,
    object: byReference.get(referenceKey(reference)),
  }))
  return {
    owners: ownerTrees(subject, [...known.values()]),
    uses,
    usedBy: outermost(
      others.filter((object) => referencesOf(object).some((reference) => referenceKey(reference) === own)),
      known,
    ).map(related),
    selects: outermost(selectedFrom(subject, others), known).map(related),
    selectedBy: others.filter((object) => selectsPodsOf(object, subject)).map(related),
  }
}

function related(object: ApiObject): RelatedObject {
  return { reference: referenceTo(object), object }
}

/** Without those whose controller is in the list too: a Deployment says it for its ReplicaSets and Pods. */
function outermost(objects: readonly ApiObject[], known: ReadonlyMap<string, ApiObject>): readonly ApiObject[] {
  const uids = new Set(objects.map((object) => object.metadata.uid))
  const hasOwnerIn = (object: ApiObject, depth = 0): boolean =>
    (object.metadata.ownerReferences ?? []).some(({ uid }) => {
      const owner = known.get(uid)
      return uids.has(uid) || (owner !== undefined && depth < depthMax && hasOwnerIn(owner, depth + 1))
    })
  return objects.filter((object) => !hasOwnerIn(object))
}

function selectedFrom(object: ApiObject, candidates: readonly ApiObject[]): readonly ApiObject[] {
  return candidates.filter((candidate) => candidate.kind === "Pod" && selectsPodsOf(object, candidate))
}

/** Whether it selects a pod, or the pods that something would make. */
function selectsPodsOf(object: ApiObject, subject: ApiObject): boolean {
  if (subject.metadata.namespace !== object.metadata.namespace) return false
  const labels = podLabelsOf(subject)
  return labels !== undefined && (parseSelector(object)?.(labels) ?? false)
}

function ownerTrees(subject: ApiObject, all: readonly ApiObject[]): readonly OwnerNode[] {
  const known = new Map(all.map((object) => [object.metadata.uid ?? "", object]))
  const owned = Map.groupBy(
    all.flatMap((object) => (object.metadata.ownerReferences ?? []).map(({ uid }) => ({ uid, object }))),
    ({ uid }) => uid,
  )
  const nodeOf = (object: ApiObject, depth: number): OwnerNode => ({
    reference: referenceTo(object),
    object,
    isSubject: object.metadata.uid === subject.metadata.uid,
    children:
      depth >= depthMax
        ? []
        : (owned.get(object.metadata.uid ?? "") ?? []).map((each) => nodeOf(each.object, depth + 1)).toSorted(byName),
  })
  /** Upwards along one line: siblings of the subject are of no interest, its owner and what is below it are. */
  const above = (object: ApiObject, below: OwnerNode, depth: number): readonly OwnerNode[] => {
    const references = object.metadata.ownerReferences ?? []
    if (references.length === 0 || depth >= depthMax) return [below]
    return references.flatMap(({ apiVersion, kind, name, uid }) => {
      const owner = known.get(uid)
      const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : ""
      const namespace = owner === undefined ? (object.metadata.namespace ?? "") : (owner.metadata.namespace ?? "")
      const reference = { group, kind, name, namespace: kind === "Node" ? "" : namespace }
      const node = { reference, object: owner, isSubject: false, children: [below] }
      return owner === undefined ? [node] : above(owner, node, depth + 1)
    })
  }
  return above(subject, nodeOf(subject, 0), 0)
}

function byName(a: OwnerNode, b: OwnerNode): number {
  return a.reference.kind.localeCompare(b.reference.kind) || a.reference.name.localeCompare(b.reference.name)
}

export function hasRelated({ owners, uses, usedBy, selects, selectedBy }: Related): boolean {
  const hasFamily = owners.some((node) => !node.isSubject || node.children.length > 0)
  return hasFamily || [uses, usedBy, selects, selectedBy].some((list) => list.length > 0)
}
