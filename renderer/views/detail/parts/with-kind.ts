import { apiVersionOf, type Resource } from "../../../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"

/** An object with its kind and version, which those in a list do not say of themselves, in their usual order. */
export function withKind(resource: Resource, object: ApiObject): ApiObject {
  return { ...object, apiVersion: apiVersionOf(resource), kind: resource.kind }
}
