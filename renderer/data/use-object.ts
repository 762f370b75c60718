import type { Resource } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { useObjects } from "./use-objects.ts"

export interface ObjectState<T extends ApiObject> {
  readonly object: T | undefined
  /** Whether the cluster has been asked: until then, nobody knows. */
  readonly synced: boolean
  /** The cluster has no such object, or no longer. */
  readonly gone: boolean
  readonly error: Error | undefined
}

/** One object, kept up to date. `namespace` is empty for what has none. */
export function useObject<T extends ApiObject>(
  resource: Resource<T> | undefined,
  namespace: string,
  name: string,
): ObjectState<T> {
  const { objects, synced, error } = useObjects(resource, { namespace, fieldSelector: `metadata.name=${name}` })
  return { object: objects[0], synced, gone: synced && objects.length === 0, error }
}
