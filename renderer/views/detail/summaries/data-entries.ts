import { isJsonObject, type JsonObject } from "../../../../core/base/json.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"

/** One key of a ConfigMap or Secret. */
export interface DataEntry {
  readonly key: string
  /** Undefined for bytes that are no text. */
  readonly text: string | undefined
  readonly bytes: number
}

/** All keys, sorted. A Secret's values, and a ConfigMap's `binaryData`, are base64. */
export function dataEntries(object: ApiObject): readonly DataEntry[] {
  const plain = object.kind === "Secret" ? {} : members(object, "data")
  const encoded = members(object, object.kind === "Secret" ? "data" : "binaryData")
  const entries = [
    ...Object.entries(plain).map(([key, value]): DataEntry => {
      const text = `${value}`
      return { key, text, bytes: new TextEncoder().encode(text).length }
    }),
    ...Object.entries(encoded).map(([key, value]) => decoded(key, `${value}`)),
  ]
  return entries.toSorted((a, b) => a.key.localeCompare(b.key))
}

function decoded(key: string, value: string): DataEntry {
  const bytes = Uint8Array.from(atob(value), (character) => character.charCodeAt(0))
  return { key, text: textOf(bytes), bytes: bytes.length }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    return /[^\P{Cc}\t\n\r]/u.test(text) ? undefined : text
  } catch {
    return undefined // not UTF-8
  }
}

function members(object: ApiObject, name: "data" | "binaryData"): JsonObject {
  const value = (object as unknown as JsonObject)[name] // an object from the API is JSON
  return isJsonObject(value) ? value : {}
}
