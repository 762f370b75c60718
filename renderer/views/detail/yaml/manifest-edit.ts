import { isDeepEqual, isJsonObject, type JsonObject } from "../../../../core/base/json.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"

/** How an edited object is written. */
export type WriteMethod = "replace" | "apply"

/** Whether an edited manifest still stands for the same object: no other one can be written in its place. */
export function isSameIdentity(before: ApiObject, after: JsonObject): boolean {
  const metadata = metadataOf(after)
  return (
    after["apiVersion"] === before.apiVersion &&
    after["kind"] === before.kind &&
    metadata["name"] === before.metadata.name &&
    (metadata["namespace"] ?? "") === (before.metadata.namespace ?? "")
  )
}

/** Whether two states differ only in what servers write: status, versions, who manages what. */
export function isSameButStatus(a: ApiObject, b: ApiObject): boolean {
  return isDeepEqual(withoutServersPart(a), withoutServersPart(b))
}

/**
 * What to put in the object's place. When others have only written its status meanwhile, the newest version is meant:
 * nobody's work would be lost. Else the version stays the one that was read, and the API server refuses it.
 */
export function replacementOf(edited: JsonObject, base: ApiObject, live: ApiObject): JsonObject {
  const metadata = metadataOf(edited)
  const isUntouched = metadata["resourceVersion"] === base.metadata.resourceVersion
  if (!isUntouched || !isSameButStatus(base, live)) return edited
  return { ...edited, metadata: { ...metadata, resourceVersion: live.metadata.resourceVersion ?? "" } }
}

/** What to apply: what is the server's to write is left out. */
export function applicableOf(edited: JsonObject): JsonObject {
  const { status: _, ...rest } = edited
  const {
    managedFields: _m,
    resourceVersion: _r,
    uid: _u,
    creationTimestamp: _c,
    generation: _g,
    ...metadata
  } = metadataOf(edited)
  return { ...rest, metadata }
}

function withoutServersPart(object: ApiObject): JsonObject {
  const { status: _, ...rest } = object as unknown as JsonObject // an object from the API is JSON
  const { managedFields: _m, resourceVersion: _r, ...metadata } = metadataOf(rest)
  return { ...rest, metadata }
}

function metadataOf(object: JsonObject): JsonObject {
  return isJsonObject(object["metadata"]) ? object["metadata"] : {}
}
