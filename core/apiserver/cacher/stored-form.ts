import { assert } from "../../base/assert.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { FieldsV1, ManagedFieldsEntry } from "../../machinery/meta/v1.gen.ts"
import type { Revision } from "../../storage/revision.ts"

const metadataStart = Buffer.from('"metadata":{')
const encoder = new TextEncoder()

/**
 * An object as storage keeps it: kind, apiVersion and metadata first, no resourceVersion, since storage decides it.
 *
 *   {"kind":"Pod","apiVersion":"v1","metadata":{"name":"web",…},"spec":…}
 */
export function encodeStored(object: ApiObject): Uint8Array {
  const { kind, apiVersion, metadata, ...rest } = object
  const { resourceVersion: _decidedByStorage, managedFields, ...kept } = metadata
  if (managedFields === undefined || managedFields.length === 0) {
    return encoder.encode(JSON.stringify({ kind, apiVersion, metadata: kept, ...rest }))
  }
  const head = JSON.stringify({ kind, apiVersion, metadata: kept })
  const tail = JSON.stringify(rest)
  const open = head.slice(0, -"}}".length)
  const owners = `"managedFields":[${managedFields.map(entryText).join()}]`
  const close = tail === "{}" ? "}}" : `},${tail.slice(1)}`
  return encoder.encode(`${open}${open.endsWith("{") ? "" : ","}${owners}${close}`)
}

/** Most objects of a kind share their sets of fields (`KnownSets`), which are half of what there is to write. */
const fieldTexts = new WeakMap<FieldsV1, string>()

function entryText(entry: ManagedFieldsEntry): string {
  const { fieldsV1, subresource, ...named } = entry
  if (fieldsV1 === undefined) return JSON.stringify(entry)
  let text = fieldTexts.get(fieldsV1)
  if (text === undefined) {
    text = JSON.stringify(fieldsV1)
    fieldTexts.set(fieldsV1, text)
  }
  const last = subresource === undefined ? "" : `,"subresource":${JSON.stringify(subresource)}`
  const first = JSON.stringify(named).slice(0, -1)
  return `${first}${first.endsWith("{") ? "" : ","}"fieldsV1":${text}${last}}`
}

/** The same object with its resourceVersion, for whoever reads it parsed. */
export function withRevision<T extends ApiObject>(object: T, revision: Revision): T {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } }
}

/** Where the bytes of `"metadata"` begin in a stored or served form: what stands before is kind and apiVersion. */
export function metadataOffset(bytes: Uint8Array): number {
  const offset = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(metadataStart)
  assert(offset > 0, "Stored object has no metadata")
  return offset
}

/**
 * Writes the served form (stored form with the resourceVersion spliced in) between `head` and `tail`: one allocation,
 * no parse.
 */
export function spliceRevision(
  stored: Uint8Array,
  revision: Revision,
  { head, tail }: { readonly head: Uint8Array; readonly tail: Uint8Array },
): Uint8Array {
  const splitAt = metadataOffset(stored) + metadataStart.length
  const isEmpty = stored[splitAt] === closingBrace
  const version = `"resourceVersion":"${revision}"${isEmpty ? "" : ","}`
  const bytes = Buffer.allocUnsafeSlow(head.length + stored.length + version.length + tail.length)
  bytes.set(head, 0)
  bytes.set(stored.subarray(0, splitAt), head.length)
  bytes.write(version, head.length + splitAt, "latin1")
  bytes.set(stored.subarray(splitAt), head.length + splitAt + version.length)
  bytes.set(tail, bytes.length - tail.length)
  return bytes
}

const closingBrace = 0x7d
