import { Reader } from "protobufjs/minimal.js"

/** What `k8s\0` begins: an object with its kind beside it (`runtime.Unknown`). */
export interface Envelope {
  readonly apiVersion: string
  readonly kind: string
  readonly raw: Uint8Array
}

const magic: readonly number[] = [0x6b, 0x38, 0x73, 0x00]

/** Undefined for bytes that do not begin as Kubernetes' protobuf does. Throws a RangeError for what is cut off. */
export function openEnvelope(bytes: Uint8Array): Envelope | undefined {
  if (magic.some((byte, at) => bytes[at] !== byte)) return undefined
  const reader = Reader.create(bytes.subarray(magic.length))
  const envelope = { apiVersion: "", kind: "", raw: new Uint8Array() }
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (tag >>> 3 === 1) Object.assign(envelope, readTypeMeta(reader))
    else if (tag >>> 3 === 2) envelope.raw = new Uint8Array(reader.bytes())
    else reader.skipType(tag & 7)
  }
  return envelope
}

function readTypeMeta(reader: Reader): Pick<Envelope, "apiVersion" | "kind"> {
  const end = reader.uint32() + reader.pos
  const meta = { apiVersion: "", kind: "" }
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag >>> 3 === 1) meta.apiVersion = reader.string()
    else if (tag >>> 3 === 2) meta.kind = reader.string()
    else reader.skipType(tag & 7)
  }
  return meta
}
