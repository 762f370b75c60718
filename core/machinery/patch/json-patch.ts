import { applyPatch, type Operation } from "rfc6902"
import { isJsonObject } from "../../base/json.ts"
import { jsonTypeOf } from "../schema/scalars.ts"
import { badRequest, failure } from "../status/status-error.ts"
import { readPatchText } from "./merge-patch.ts"

export type JsonPatch = readonly JsonPatchOperation[]

export interface JsonPatchOperation {
  readonly op: string
  readonly path: string
  readonly from?: string
  readonly value?: unknown
}

/** RFC 6902. What is handed in stays as it is. Throws the 422 that Kubernetes answers when an operation fails. */
export function applyJsonPatch(object: unknown, patch: JsonPatch): unknown {
  const copy = structuredClone(object)
  for (const operation of patch) {
    const known = structuredClone(operation) as Operation // the library answers an unknown "op" with an error
    const [error] = applyOne(copy, known)
    if (error !== null) throw rejected()
  }
  return copy
}

/** A JSON patch from the wire. */
export function readJsonPatch(text: string): JsonPatch {
  const patch = readPatchText(text, "error decoding patch: ")
  if (!Array.isArray(patch)) throw undecodable(patch, "[]handlers.jsonPatchOp")
  if (patch.length > mostOperations) {
    const message = `The allowed maximum operations in a JSON patch is ${mostOperations}, got ${patch.length}`
    throw failure(413, "RequestEntityTooLarge", `Request entity is too large: ${message}`)
  }
  return patch.map((operation: unknown) => {
    if (!isJsonObject(operation)) throw undecodable(operation, "handlers.jsonPatchOp")
    const { op, path, from, value } = operation
    if (typeof op !== "string" || typeof path !== "string") throw rejected()
    return { op, path, ...(typeof from === "string" ? { from } : {}), ...(value === undefined ? {} : { value }) }
  })
}

/** As many operations as one patch may have. */
const mostOperations = 10_000

function applyOne(copy: unknown, operation: Operation): readonly (Error | null)[] {
  try {
    return applyPatch(copy, [operation])
  } catch (error) {
    return [error instanceof Error ? error : new Error(String(error))]
  }
}

function rejected() {
  return failure(422, "Invalid", "the server rejected our request due to an error in our request", {})
}

function undecodable(value: unknown, type: string) {
  return badRequest(`error decoding patch: json: cannot unmarshal ${jsonTypeOf(value)} into Go value of type ${type}`)
}
