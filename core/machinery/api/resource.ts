import type { ApiObject } from "../meta/object.ts"

/** What discovery and RBAC call the things that can be done to a resource. */
export type Verb = "create" | "delete" | "deletecollection" | "get" | "list" | "patch" | "update" | "watch"

/**
 * What names a resource, light enough for every process: clients and informers need no more.
 * The ones Kubernetes serves are in `apis/resources.gen.ts`, derived from recorded discovery.
 */
export interface Resource<T extends ApiObject = ApiObject> {
  /** "" for the core group. */
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly plural: string
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly namespaced: boolean
  readonly verbs: readonly Verb[]
  /** Its type in the schema: `core.v1.Pod`. */
  readonly type: string
  /** Never there at run time: carries the object's type. */
  readonly object?: T
}

/** `v1`, `apps/v1`. */
export function apiVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === "" ? version : `${group}/${version}`
}

/** `pods`, `deployments.apps`: how Kubernetes names a resource in messages. */
export function groupResourceOf({ group, plural }: { readonly group: string; readonly plural: string }): string {
  return group === "" ? plural : `${plural}.${group}`
}

/** `/api/v1/namespaces/default/pods/web/status` from its parts. */
export function pathOf(
  resource: Pick<Resource, "group" | "version" | "plural" | "namespaced">,
  at: { readonly namespace?: string; readonly name?: string; readonly subresource?: string } = {},
): string {
  const root = resource.group === "" ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`
  const scope = resource.namespaced && at.namespace ? `/namespaces/${encodeURIComponent(at.namespace)}` : ""
  const name = at.name === undefined ? "" : `/${encodeURIComponent(at.name)}`
  const subresource = at.subresource === undefined ? "" : `/${at.subresource}`
  return `${root}${scope}/${resource.plural}${name}${subresource}`
}
