import { Reader } from "protobufjs/minimal.js"
import type { Schema, TypeSchema } from "../schema/schema.ts"
import type { MessageField, Messages } from "./messages.ts"

/** Turns a message into the JSON that stands for the same object. */
export class MessageDecoder {
  readonly #messages: Messages
  readonly #schema: Schema

  constructor(messages: Messages, schema: Schema) {
    this.#messages = messages
    this.#schema = schema
  }

  decode(message: string, bytes: Uint8Array): unknown {
    return this.#message(message, Reader.create(bytes), bytes.length)
  }

  #message(name: string, reader: Reader, end: number): unknown {
    const special = specials[name]
    if (special !== undefined) return special(reader, end)
    const shape = this.#messages.shape(name)
    const type = this.#typeOf(name)
    const object: Record<string, unknown> = {}
    const items: unknown[] = []
    while (reader.pos < end) {
      const tag = reader.uint32()
      const field = shape.get(tag >>> 3)
      if (field === undefined) reader.skipType(tag & 7)
      else if (isNamedList(name)) items.push(this.#value(field.type, reader))
      else this.#field(field, type, object, reader, tag & 7)
    }
    return isNamedList(name) ? items : object
  }

  #field(
    field: MessageField,
    type: TypeSchema | undefined,
    object: Record<string, unknown>,
    reader: Reader,
    wire: number,
  ) {
    const name = jsonName(field.name, type)
    if (field.label === "map") {
      const [key, value] = this.#entry(field.type, reader)
      object[name] = { ...(object[name] as object | undefined), [key]: value } // of a map's entries
    } else if (field.label === "list") {
      const list = (object[name] as unknown[] | undefined) ?? [] // of a list's items
      object[name] = list
      if (wire === 2 && numbers.has(field.type)) {
        const packedEnd = reader.uint32() + reader.pos
        while (reader.pos < packedEnd) list.push(this.#value(field.type, reader))
      } else list.push(this.#value(field.type, reader))
    } else {
      const value = this.#value(field.type, reader)
      // A struct that Go embeds: its fields stand in the object itself.
      if (type !== undefined && !type.byName.has(name) && isObject(value)) Object.assign(object, value)
      else object[name] = value
    }
  }

  #entry(valueType: string, reader: Reader): readonly [string, unknown] {
    const end = reader.uint32() + reader.pos
    let key = ""
    let value: unknown = zeroes[valueType] ?? {}
    while (reader.pos < end) {
      const tag = reader.uint32()
      if (tag >>> 3 === 1) key = reader.string()
      else if (tag >>> 3 === 2) value = this.#value(valueType, reader)
      else reader.skipType(tag & 7)
    }
    return [key, value]
  }

  #value(type: string, reader: Reader): unknown {
    switch (type) {
      case "string":
        return reader.string()
      case "bytes":
        return toBase64(reader.bytes())
      case "bool":
        return reader.bool()
      case "int32":
        return reader.int32()
      case "int64":
        return Number(reader.int64())
      case "double":
        return reader.double()
      default: {
        const length = reader.uint32()
        return this.#message(type, reader, reader.pos + length)
      }
    }
  }

  /** `api.core.v1.Pod` is `core.v1.Pod` in the schema, `apimachinery.pkg.apis.meta.v1.X` is `meta.v1.X`. */
  #typeOf(message: string): TypeSchema | undefined {
    const name = message.replace(/^apimachinery\.pkg\.apis\.|^api\.|^.*\.pkg\.apis\./, "")
    return this.#schema.has(name) ? this.#schema.type(name) : undefined
  }
}

/** Messages that have a form of their own in JSON. */
const specials: Readonly<Record<string, (reader: Reader, end: number) => unknown>> = {
  "apimachinery.pkg.api.resource.Quantity": (reader, end) => numbered(reader, end)[1] ?? "0",
  "apimachinery.pkg.apis.meta.v1.Time": (reader, end) => timeOf(numbers64(reader, end), 19),
  "apimachinery.pkg.apis.meta.v1.MicroTime": (reader, end) => timeOf(numbers64(reader, end), 26),
  "apimachinery.pkg.util.intstr.IntOrString": (reader, end) => intOrString(reader, end),
  "apimachinery.pkg.apis.meta.v1.FieldsV1": (reader, end) => raw(reader, end),
  "apimachinery.pkg.runtime.RawExtension": (reader, end) => raw(reader, end),
}

const numbers: ReadonlySet<string> = new Set(["bool", "int32", "int64", "double"])
const zeroes: Readonly<Record<string, unknown>> = { string: "", bytes: "", bool: false, int32: 0, int64: 0, double: 0 }

/** Go's named lists are messages of one list. */
function isNamedList(message: string): boolean {
  return message.endsWith(".ExtraValue") || message.endsWith(".Verbs")
}

/** A few fields begin with a capital in one of the two. */
function jsonName(name: string, type: TypeSchema | undefined): string {
  if (type === undefined || type.byName.has(name)) return name
  const lower = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
  return type.byName.has(lower) ? lower : name
}

function numbered(reader: Reader, end: number): Readonly<Record<number, string>> {
  const fields: Record<number, string> = {}
  while (reader.pos < end) {
    const tag = reader.uint32()
    if ((tag & 7) === 2) fields[tag >>> 3] = reader.string()
    else reader.skipType(tag & 7)
  }
  return fields
}

function numbers64(reader: Reader, end: number): Readonly<Record<number, number>> {
  const fields: Record<number, number> = {}
  while (reader.pos < end) {
    const tag = reader.uint32()
    if ((tag & 7) === 0) fields[tag >>> 3] = Number(reader.int64())
    else reader.skipType(tag & 7)
  }
  return fields
}

/** Null for the time that Go calls zero: it is written without a second. */
function timeOf({ 1: seconds, 2: nanos = 0 }: Readonly<Record<number, number>>, length: number): string | null {
  if (seconds === undefined) return null
  const micros = String(Math.floor(nanos / 1000)).padStart(6, "0")
  return `${`${new Date(seconds * 1000).toISOString().slice(0, 19)}.${micros}`.slice(0, length)}Z`
}

function intOrString(reader: Reader, end: number): number | string {
  let type = 0
  let number = 0
  let text = ""
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag >>> 3 === 1) type = Number(reader.int64())
    else if (tag >>> 3 === 2) number = reader.int32()
    else if (tag >>> 3 === 3) text = reader.string()
    else reader.skipType(tag & 7)
  }
  return type === 0 ? number : text
}

function raw(reader: Reader, end: number): unknown {
  const text = numbered(reader, end)[1]
  return text === undefined || text === "" ? null : (JSON.parse(text) as unknown)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function toBase64(bytes: Uint8Array): string {
  let text = ""
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
