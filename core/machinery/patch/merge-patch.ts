import { isJsonObject } from "../../base/json.ts"
import { parseJson } from "../schema/json-text.ts"
import { DecodeError, jsonTypeOf } from "../schema/scalars.ts"
import { badRequest } from "../status/status-error.ts"

/** RFC 7386: members of the patch replace those of the object, null removes them, lists are whole. */
export function mergePatch(object: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch
  const into = new Map<string, unknown>(isJsonObject(object) ? Object.entries(object) : [])
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) into.delete(key)
    else into.set(key, mergePatch(into.get(key), value))
  }
  return Object.fromEntries(into)
}

/** A merge patch from the wire. Throws the 400 that Kubernetes answers. */
export function readMergePatch(text: string): unknown {
  return readPatchObject(text, "error decoding patch: ")
}

/** A strategic merge patch from the wire: the same, but said without the words in front. */
export function readStrategicPatch(text: string): unknown {
  return readPatchObject(text, "")
}

function readPatchObject(text: string, before: string): unknown {
  const patch = readPatchText(text, before)
  if (isJsonObject(patch)) return patch
  throw badRequest(`${before}json: cannot unmarshal ${jsonTypeOf(patch)} into Go value of type map[string]interface {}`)
}

/** The JSON of a patch; a syntax error becomes a 400 that begins with `before`. */
export function readPatchText(text: string, before: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof DecodeError) throw badRequest(`${before}${error.message}`)
    throw error
  }
}
