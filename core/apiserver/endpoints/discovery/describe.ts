import type { KindDefinition, Subresource } from "../../../machinery/api/kind.ts"
import type { Resource } from "../../../machinery/api/resource.ts"

/** A group with its versions and what they have, in the order of the kinds. */
export interface GroupDescription {
  readonly name: string
  readonly versions: readonly { readonly version: string; readonly kinds: readonly KindDefinition[] }[]
}

/** Kinds by group and version, each in the order of its first kind. */
export function describeGroups(kinds: readonly KindDefinition[]): readonly GroupDescription[] {
  const groups = Map.groupBy(kinds, ({ resource }) => resource.group)
  return [...groups].map(([name, own]) => ({
    name,
    versions: [...Map.groupBy(own, ({ resource }) => resource.version)].map(([version, each]) => ({
      version,
      kinds: each,
    })),
  }))
}

export interface SubresourceDescription {
  readonly name: string
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly verbs: readonly string[]
}

/** What a subresource takes and gives, and the verbs it knows. */
export function describeSubresource(resource: Resource, subresource: Subresource): SubresourceDescription {
  const own = { group: resource.group, version: resource.version, kind: resource.kind }
  const { name } = subresource
  switch (subresource.type) {
    case "part":
      return { name, ...own, verbs: [...subresource.verbs].sort() }
    case "scale":
      return { name, group: "autoscaling", version: "v1", kind: "Scale", verbs: ["get", "patch", "update"] }
    case "action":
      return { name, group: subresource.group, version: subresource.version, kind: subresource.kind, verbs: ["create"] }
    case "connect":
      return { name, ...own, kind: subresource.kind, verbs: [...subresource.verbs].sort() }
  }
}

/** By name, as discovery lists them. */
export function subresourcesOf({ subresources }: KindDefinition): readonly Subresource[] {
  return [...subresources].sort((a, b) => (a.name < b.name ? -1 : 1))
}
