import type { Resource } from "../machinery/api/resource.ts"
import type { ApiObject } from "../machinery/meta/object.ts"

/** What the API server itself reads of what it stores: from memory, synchronous, read-only. */
export interface ObjectSource {
  get<T extends ApiObject>(
    resource: Resource<T>,
    at: { readonly namespace?: string; readonly name: string },
  ): T | undefined
  list<T extends ApiObject>(resource: Resource<T>, namespace?: string): readonly T[]
  /** Pods bound to a node. */
  podsOnNode(nodeName: string): readonly ApiObject[]
  /** Tells of every change of a resource, after it can be read here. Returns the end of it. */
  onChange(resource: Resource, listener: () => void): () => void
}
