import type { ObjectReference } from "../../apis/core/v1.gen.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import { apiVersionOf } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"

/** What an event says it is about. Objects of a list carry no kind, so the resource tells it. */
export function referenceTo<T extends ApiObject>(resource: Resource<T>, object: T): ObjectReference {
  const { namespace, name, uid, resourceVersion } = object.metadata
  return { kind: resource.kind, apiVersion: apiVersionOf(resource), namespace, name, uid, resourceVersion }
}
