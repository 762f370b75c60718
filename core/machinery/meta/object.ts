import type { ObjectMeta } from "./v1.gen.ts"

/** Anything with a kind and metadata. */
export interface ApiObject {
  readonly apiVersion?: string | undefined
  readonly kind?: string | undefined
  readonly metadata: ObjectMeta
}

export interface ObjectList<T extends ApiObject = ApiObject> {
  readonly apiVersion?: string | undefined
  readonly kind?: string | undefined
  readonly metadata: {
    readonly resourceVersion?: string | undefined
    readonly continue?: string | undefined
    readonly remainingItemCount?: number | undefined
  }
  readonly items: readonly T[]
}

/** A change on a watch. */
export type WatchEvent<T extends ApiObject = ApiObject> =
  | { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly object: T }
  | { readonly type: "BOOKMARK"; readonly resourceVersion: string }

/** `namespace/name`, or the name alone of what has no namespace. */
export function keyOf(object: { readonly metadata: Pick<ObjectMeta, "namespace" | "name"> }): string {
  const { namespace, name } = object.metadata
  return namespace ? `${namespace}/${name}` : `${name}`
}

export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf("/")
  return slash < 0 ? { namespace: "", name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) }
}
