import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { apiVersionOf } from "../../../machinery/api/resource.ts"
import { describeSubresource, type GroupDescription, subresourcesOf } from "./describe.ts"

/** One of Kubernetes' answers about itself. */
export interface Discovered {
  readonly kind: string
  readonly [field: string]: unknown
}

/** `/api` */
export function apiVersions(serverAddress: string): Discovered {
  return {
    kind: "APIVersions",
    versions: ["v1"],
    serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress }],
  }
}

/** `/apis` */
export function apiGroupList(groups: readonly GroupDescription[]): Discovered {
  const named = groups.filter(({ name }) => name !== "").map(groupBody)
  return { kind: "APIGroupList", apiVersion: "v1", groups: named }
}

/** `/apis/apps` */
export function apiGroup(group: GroupDescription): Discovered {
  return { kind: "APIGroup", apiVersion: "v1", ...groupBody(group) }
}

/** `/api/v1`, `/apis/apps/v1` */
export function apiResourceList(group: string, { version, kinds }: GroupDescription["versions"][number]): Discovered {
  return {
    kind: "APIResourceList",
    ...(group === "" ? {} : { apiVersion: "v1" }),
    groupVersion: apiVersionOf({ group, version }),
    resources: kinds.flatMap(resourcesOf),
  }
}

function groupBody({ name, versions }: GroupDescription): object {
  const listed = versions.map(({ version }) => ({ groupVersion: `${name}/${version}`, version }))
  return { name, versions: listed, preferredVersion: listed[0] }
}

function resourcesOf(kind: KindDefinition): readonly object[] {
  const { resource } = kind
  const { namespaced } = resource
  const own = {
    name: resource.plural,
    singularName: resource.singular,
    namespaced,
    kind: resource.kind,
    verbs: resource.verbs,
    ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
    ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
  }
  const parts = subresourcesOf(kind).map((subresource) => {
    const { name, group, version, kind: partKind, verbs } = describeSubresource(resource, subresource)
    const isForeign = group !== resource.group || version !== resource.version
    const foreign = isForeign ? { group, version } : {}
    return { name: `${resource.plural}/${name}`, singularName: "", namespaced, ...foreign, kind: partKind, verbs }
  })
  return [own, ...parts]
}
