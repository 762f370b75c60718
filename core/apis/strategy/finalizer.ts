import type { ApiObject } from "../../machinery/meta/object.ts"

/** The object with one more reason to stay when it is deleted. */
export function withFinalizer<T extends ApiObject>(object: T, finalizer: string): T {
  const finalizers = object.metadata.finalizers ?? []
  if (finalizers.includes(finalizer)) return object
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } }
}
