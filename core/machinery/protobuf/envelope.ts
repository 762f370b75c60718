import { Reader, Writer } from "protobufjs/minimal.js"
import { eachField, tagOf } from "./value-form.ts"

/** What stands around a message: `k8s\0` and `runtime.Unknown`, which says what kind the message is. */
export interface Envelope {
  readonly apiVersion: string
  readonly kind: string
  readonly raw: Uint8Array
}

const magic = Uint8Array.of(0x6b, 0x38, 0x73, 0x00)

/** Undefined for bytes that do not begin as Kubernetes' protobuf does. Throws a RangeError for what is cut off. */
export function openEnvelope(bytes: Uint8Array): Envelope | undefined {
  if (magic.some((byte, at) => bytes[at] !== byte)) return undefined
  const reader = Reader.create(bytes.subarray(magic.length))
  const envelope = { apiVersion: "", kind: "", raw: new Uint8Array() }
  eachField(reader, reader.len, (number, wire) => {
    if (number === 1) Object.assign(envelope, readTypeMeta(reader))
    else if (number === 2) envelope.raw = new Uint8Array(reader.bytes())
    else reader.skipType(wire)
  })
  return envelope
}

/** A message, in one part or several, with what stands around it. */
export function inEnvelope(
  { apiVersion, kind }: Pick<Envelope, "apiVersion" | "kind">,
  ...message: readonly Uint8Array[]
): readonly Uint8Array[] {
  const writer = Writer.create().uint32(tagOf(1, 2)).fork()
  writer.uint32(tagOf(1, 2)).string(apiVersion).uint32(tagOf(2, 2)).string(kind).ldelim()
  const head = writer.uint32(tagOf(2, 2)).uint32(lengthOf(message)).finish()
  return [magic, head, ...message, tail]
}

/** An empty content encoding and content type. */
const tail = Uint8Array.of(tagOf(3, 2), 0, tagOf(4, 2), 0)

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(lengthOf(parts))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
}

function readTypeMeta(reader: Reader): Pick<Envelope, "apiVersion" | "kind"> {
  const meta = { apiVersion: "", kind: "" }
  eachField(reader, reader.uint32() + reader.pos, (number, wire) => {
    if (number === 1) meta.apiVersion = reader.string()
    else if (number === 2) meta.kind = reader.string()
    else reader.skipType(wire)
  })
  return meta
}
