import { isJsonObject } from "../../base/json.ts"
import type { ApiObject } from "../meta/object.ts"
import { compare } from "./compare.ts"
import { difference, emptySet, type FieldSet, union } from "./field-set.ts"
import type { Shape } from "./shape.ts"
import { toFieldSet } from "./to-field-set.ts"

const annotation = "kubectl.kubernetes.io/last-applied-configuration"

/**
 * What client-side `kubectl apply` last set and nobody has changed since: `kubectl apply --server-side` may take it over
 * without force.
 */
export function allowedByLastApplied(live: ApiObject, shape: Shape, apiVersion: string): FieldSet {
  const last = parse(live.metadata.annotations?.[annotation])
  if (!isJsonObject(last) || last["apiVersion"] !== apiVersion) return emptySet
  const change = compare(last, live, shape)
  return difference(toFieldSet(last, shape), union(union(change.modified, change.added), change.removed))
}

/** Keeps the annotation current while it is there, for who goes back to client-side apply. */
export function withLastApplied(object: ApiObject, applied: ApiObject, manager: string): ApiObject {
  const { annotations } = object.metadata
  if (manager !== "kubectl" || !annotations?.[annotation]) return object
  const { [annotation]: _, ...others } = applied.metadata.annotations ?? {}
  const { annotations: __, ...metadata } = applied.metadata
  const hasOthers = Object.keys(others).length > 0
  const bare = { ...applied, metadata: hasOthers ? { ...metadata, annotations: others } : metadata }
  const text = `${JSON.stringify(bare)}\n`
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [annotation]: text } } }
}

function parse(text: string | undefined): unknown {
  if (text === undefined || text === "") return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
