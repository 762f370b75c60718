import type { Resource } from "../../machinery/api/resource.ts"

type Stored = Pick<Resource, "group" | "plural" | "namespaced">

/**
 * Where objects are kept: `/registry/<group>/<plural>/<namespace>/<name>`, the core group spelled `core`, the namespace
 * left out for what has none. No version: all versions of a resource share one key.
 */
export function objectKey(
  resource: Stored,
  { namespace, name }: { readonly namespace?: string | undefined; readonly name: string },
): string {
  return `${scopePrefix(resource, namespace)}${name}`
}

/** Every key of one namespace, or of the whole resource when none is named (or the resource has none). */
export function scopePrefix(resource: Stored, namespace?: string | undefined): string {
  return resource.namespaced && namespace ? `${resourcePrefix(resource)}${namespace}/` : resourcePrefix(resource)
}

/** `/registry/apps/deployments/` */
export function resourcePrefix({ group, plural }: Pick<Resource, "group" | "plural">): string {
  return `/registry/${group === "" ? "core" : group}/${plural}/`
}
