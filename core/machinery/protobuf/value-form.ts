import type { Reader, Writer } from "protobufjs/minimal.js"
import { DecodeError } from "../schema/scalars.ts"
import type { Scalar } from "../schema/schema.ts"

/** How one value of a type is read and written, without its tag. */
export interface ValueForm {
  /** What the tag says about the bytes that follow: 0 a varint, 1 eight bytes, 2 a length and so many bytes. */
  readonly wire: 0 | 1 | 2
  /** What Go writes where nothing is given. Undefined: it leaves the field out. */
  readonly zero: unknown
  read(reader: Reader): unknown
  write(value: unknown, writer: Writer): void
}

/** `any` has no form of its own: what is like it in Go is a message. */
export const scalarForms: Readonly<Record<Exclude<Scalar, "any">, ValueForm>> = {
  string: {
    wire: 2,
    zero: "",
    read: (reader) => reader.string(),
    write: (value, writer) => writer.string(value as string),
  },
  bytes: {
    wire: 2,
    zero: undefined,
    read: (reader) => toBase64(reader.bytes()),
    write: (value, writer) => writer.bytes(fromBase64(value as string)),
  },
  boolean: {
    wire: 0,
    zero: false,
    read: (reader) => reader.bool(),
    write: (value, writer) => writer.bool(value as boolean),
  },
  int32: {
    wire: 0,
    zero: 0,
    read: (reader) => reader.int32(),
    write: (value, writer) => writer.int32(value as number),
  },
  int64: {
    wire: 0,
    zero: 0,
    read: (reader) => Number(reader.int64()),
    write: (value, writer) => writer.int64(value as number),
  },
  double: {
    wire: 1,
    zero: 0,
    read: (reader) => reader.double(),
    write: (value, writer) => writer.double(value as number),
  },
}

/** A value that is a message: `read` is told where it ends. */
export function messageForm(
  read: (reader: Reader, end: number) => unknown,
  write: (value: unknown, writer: Writer) => void,
): ValueForm {
  return {
    wire: 2,
    zero: null,
    read(reader) {
      const length = reader.uint32()
      const end = reader.pos + length
      if (end > reader.len) throw new DecodeError("unexpected EOF")
      return read(reader, end)
    },
    write(value, writer) {
      writer.fork()
      write(value, writer)
      writer.ldelim()
    },
  }
}

/** Go's named lists: `message Verbs { repeated string items = 1; }`. */
export const listMessageForm: ValueForm = messageForm(
  (reader, end) => {
    const items: string[] = []
    eachField(reader, end, (number, wire) => {
      if (number === 1 && wire === 2) items.push(reader.string())
      else reader.skipType(wire)
    })
    return items
  },
  (value, writer) => {
    for (const item of (value ?? []) as readonly string[]) writer.uint32(tagOf(1, 2)).string(item)
  },
)

/** Calls with the number and wire type of each field up to `end`; the callee reads or skips it. */
export function eachField(reader: Reader, end: number, read: (number: number, wire: number) => void): void {
  while (reader.pos < end) {
    const tag = reader.uint32()
    const wire = tag & 7
    // Groups are not used, and the rest is nothing.
    if (wire > 2 && wire !== 5) throw new DecodeError(`proto: illegal wireType ${wire}`)
    read(tag >>> 3, wire)
  }
}

export function tagOf(number: number, wire: ValueForm["wire"]): number {
  return (number << 3) | wire
}

function toBase64(bytes: Uint8Array): string {
  let text = ""
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return btoa(text)
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}

/** So many arguments any engine takes. */
const chunk = 8_192
