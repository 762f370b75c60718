import type { Reader, Writer } from "protobufjs/minimal.js"
import { DecodeError } from "../schema/scalars.ts"
import type { Special } from "../schema/special.ts"
import { eachField, messageForm, tagOf, type ValueForm } from "./value-form.ts"

/** Messages that are not objects in JSON. `schemaOrOther` is not here: it holds other types (`schema-or-other.ts`). */
export const specialForms: Readonly<Record<Exclude<Special, "schemaOrOther">, ValueForm>> = {
  // Go reads and writes whole seconds only, as in JSON.
  time: messageForm(
    (reader, end) => readTime(reader, end, ({ seconds }) => `${isoSeconds(seconds)}Z`),
    (value, writer) => writeTime(value, writer, () => 0),
  ),
  microTime: messageForm(
    (reader, end) =>
      readTime(reader, end, ({ seconds, nanos }) => {
        return `${isoSeconds(seconds)}.${String(Math.floor(nanos / 1_000)).padStart(6, "0")}Z`
      }),
    (value, writer) => writeTime(value, writer, (text) => Number(/\.(\d{6})/.exec(text)?.[1] ?? 0) * 1_000),
  ),
  quantity: messageForm(
    (reader, end) => {
      let text = ""
      eachField(reader, end, (number, wire) => {
        if (number === 1) text = reader.string()
        else reader.skipType(wire)
      })
      return text === "" ? "0" : text
    },
    (value, writer) => writer.uint32(tagOf(1, 2)).string(String(value ?? "0")),
  ),
  intOrString: messageForm(readIntOrString, (value, writer) => {
    const isText = typeof value === "string"
    writer.uint32(tagOf(1, 0)).int64(isText ? 1 : 0)
    writer.uint32(tagOf(2, 0)).int32(isText ? 0 : ((value as number | null) ?? 0))
    writer.uint32(tagOf(3, 2)).string(isText ? value : "")
  }),
  // JSON within protobuf: RawExtension, FieldsV1, JSON.
  raw: messageForm(
    (reader, end) => {
      let text = ""
      eachField(reader, end, (number, wire) => {
        if (number === 1) text = reader.string()
        else reader.skipType(wire)
      })
      return text === "" ? null : parseJson(text)
    },
    (value, writer) => {
      if (value !== null && value !== undefined) writer.uint32(tagOf(1, 2)).string(JSON.stringify(value))
    },
  ),
}

/** An empty message is Go's zero time. */
function readTime(
  reader: Reader,
  end: number,
  format: (time: { readonly seconds: number; readonly nanos: number }) => string,
): string | null {
  if (reader.pos === end) return null
  let seconds = 0
  let nanos = 0
  eachField(reader, end, (number, wire) => {
    if (number === 1) seconds = Number(reader.int64())
    else if (number === 2) nanos = reader.int32()
    else reader.skipType(wire)
  })
  return format({ seconds, nanos })
}

function writeTime(value: unknown, writer: Writer, nanosOf: (text: string) => number): void {
  if (typeof value !== "string") return
  writer.uint32(tagOf(1, 0)).int64(Math.floor(Date.parse(value) / 1_000))
  writer.uint32(tagOf(2, 0)).int32(nanosOf(value))
}

function isoSeconds(seconds: number): string {
  const ms = seconds * 1_000
  // What Go writes as a year of five digits, no JSON decoder of Kubernetes takes either.
  if (Math.abs(ms) > 8.64e15) throw new DecodeError("Time.MarshalJSON: year outside of range [0,9999]")
  return new Date(ms).toISOString().slice(0, -".000Z".length)
}

function readIntOrString(reader: Reader, end: number): number | string {
  let type = 0
  let int = 0
  let text = ""
  eachField(reader, end, (number, wire) => {
    if (number === 1) type = Number(reader.int64())
    else if (number === 2) int = reader.int32()
    else if (number === 3) text = reader.string()
    else reader.skipType(wire)
  })
  return type === 0 ? int : text
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DecodeError(`invalid JSON in a raw field: ${error instanceof Error ? error.message : String(error)}`)
  }
}
