import { kinds } from "../../../core/apis/kinds.ts"
import { apiVersionOf, pathOf } from "../../../core/machinery/api/resource.ts"
import type { Manifest } from "./recorded.ts"

/** Where a manifest's collection is, or undefined when its kind is not served. */
export function collectionOf({ apiVersion, kind, metadata }: Manifest): string | undefined {
  const resource = kinds
    .map((each) => each.resource)
    .find((each) => apiVersionOf(each) === apiVersion && each.kind === kind && !each.plural.includes("/"))
  if (resource === undefined) return undefined
  return pathOf(resource, metadata.namespace === undefined ? {} : { namespace: metadata.namespace })
}
