import type { Reader } from "protobufjs/minimal.js"
import { DecodeError } from "../schema/scalars.ts"
import type { FieldPlan, MessagePlan } from "./message-plans.ts"
import { eachField, type ValueForm } from "./value-form.ts"

/**
 * A message as JSON would have it, save that what Go writes though it is empty is there: `machinery/schema`'s decoder
 * is to be asked next. Fields that nobody knows are passed over.
 */
export function readMessage(plan: MessagePlan, reader: Reader, end: number): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  readInto(object, plan, reader, end)
  return object
}

function readInto(object: Record<string, unknown>, plan: MessagePlan, reader: Reader, end: number): void {
  eachField(reader, end, (number, wire) => {
    const field = plan.byNumber.get(number)
    if (field === undefined) reader.skipType(wire)
    else readField(object, field, reader, wire)
  })
  if (reader.pos !== end) throw new DecodeError("unexpected EOF")
}

function readField(object: Record<string, unknown>, field: FieldPlan, reader: Reader, wire: number): void {
  switch (field.type) {
    case "one":
      checkWire(wire, field.form.wire, field.name)
      object[field.name] = field.form.read(reader)
      return
    case "list": {
      const list = (object[field.name] as unknown[] | undefined) ?? [] // made here
      object[field.name] = list
      if (wire === 2 && field.form.wire !== 2) {
        const end = endOf(reader)
        while (reader.pos < end) list.push(field.form.read(reader))
      } else {
        checkWire(wire, field.form.wire, field.name)
        list.push(field.form.read(reader))
      }
      return
    }
    case "map": {
      checkWire(wire, 2, field.name)
      const map = (object[field.name] as Record<string, unknown> | undefined) ?? {} // made here
      object[field.name] = map
      const [key, value] = readEntry(field.form, reader)
      // Not by assignment: a key may be `__proto__`.
      Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true })
      return
    }
    case "embedded":
      checkWire(wire, 2, "embedded")
      readInto(object, field.plan, reader, endOf(reader))
  }
}

function readEntry(form: ValueForm, reader: Reader): readonly [string, unknown] {
  let key = ""
  let value: unknown = form.zero
  eachField(reader, endOf(reader), (number, wire) => {
    if (number === 1 && wire === 2) key = reader.string()
    else if (number === 2 && wire === form.wire) value = form.read(reader)
    else reader.skipType(wire)
  })
  return [key, value]
}

function endOf(reader: Reader): number {
  const length = reader.uint32()
  if (reader.pos + length > reader.len) throw new DecodeError("unexpected EOF")
  return reader.pos + length
}

function checkWire(wire: number, expected: number, name: string): void {
  if (wire !== expected) throw new DecodeError(`proto: wrong wireType = ${wire} for field ${name}`)
}
