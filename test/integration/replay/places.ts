import { kinds, kindsToCome } from "../../../core/apis/kinds.ts"
import { apiVersionOf, pathOf } from "../../../core/machinery/api/resource.ts"
import type { Manifest } from "./recorded.ts"

/** Where a manifest's collection is, or undefined when its kind cannot be made. */
export function collectionOf({ apiVersion, kind, metadata }: Manifest): string | undefined {
  const resource = [...kinds, ...kindsToCome]
    .map((each) => each.resource)
    .find((each) => apiVersionOf(each) === apiVersion && each.kind === kind && each.verbs.includes("create"))
  if (resource === undefined) return undefined
  return pathOf(resource, metadata.namespace === undefined ? {} : { namespace: metadata.namespace })
}
