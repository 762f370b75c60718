import { useMemo } from "react"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { relatedResources } from "../../../data/related-resources.ts"
import { useDiscovery } from "../../../data/use-discovery.ts"
import { kindKey, type ManyState, useManyObjects } from "../../../data/use-many-objects.ts"
import { referencesOf } from "./references.ts"
import { type Related, relatedTo } from "./related-graph.ts"

interface RelatedState extends Pick<ManyState, "synced" | "unread"> {
  readonly related: Related
}

/** What stands in a relation to an object, kept up to date. */
export function useRelated(subject: ApiObject): RelatedState {
  const { resources } = useDiscovery()
  // A change of the subject that names no other kinds leaves the watches as they are.
  const key = JSON.stringify({ about: identityOf(subject), named: kindsNamedBy(subject) })
  const wanted = useMemo(() => {
    const { about, named } = JSON.parse(key) as Asked // back from its own text
    return resources === undefined ? undefined : relatedResources(about, named, resources)
  }, [resources, key])
  const { objects, synced, unread } = useManyObjects(wanted)
  const related = useMemo(() => relatedTo(subject, objects), [subject, objects])
  return { related, synced, unread }
}

/** "Pod, Node" */
export function kindsIn(unread: ReadonlySet<string>): string {
  return [...unread].map((key) => key.slice(key.indexOf("/") + 1)).join(", ")
}

interface Asked {
  readonly about: ApiObject
  readonly named: readonly NamedKind[]
}

interface NamedKind {
  readonly group: string
  readonly kind: string
}

function identityOf({ apiVersion, kind, metadata: { namespace, name, ownerReferences } }: ApiObject): ApiObject {
  return { apiVersion, kind, metadata: { namespace, name, ownerReferences } }
}

function kindsNamedBy(subject: ApiObject): readonly NamedKind[] {
  const named = referencesOf(subject).map(({ group, kind }) => ({ group, kind }))
  return [...new Map(named.map((each) => [kindKey(each), each])).values()]
}
