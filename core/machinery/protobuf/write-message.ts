import type { Writer } from "protobufjs/minimal.js"
import type { FieldPlan, MessagePlan } from "./message-plans.ts"
import { tagOf, type ValueForm } from "./value-form.ts"

type JsonStruct = Readonly<Record<string, unknown>>

/** Writes what Go would, byte for byte: in the order of the numbers, what is no pointer always, maps sorted. */
export function writeMessage(plan: MessagePlan, object: JsonStruct, writer: Writer): void {
  for (const field of plan.fields) writeField(field, object, writer)
}

function writeField(field: FieldPlan, object: JsonStruct, writer: Writer): void {
  switch (field.type) {
    case "one":
      writeOne(field, object[field.name], writer)
      return
    case "list": {
      const list = (object[field.name] ?? []) as readonly unknown[] // as the schema has it
      for (const item of list) field.form.write(item, writer.uint32(tagOf(field.number, field.form.wire)))
      return
    }
    case "map": {
      const map = (object[field.name] ?? {}) as JsonStruct // as the schema has it
      for (const key of Object.keys(map).sort()) writeEntry(field, key, map[key], writer)
      return
    }
    case "embedded":
      writer.uint32(tagOf(field.number, 2)).fork()
      writeMessage(field.plan, object, writer)
      writer.ldelim()
  }
}

function writeOne(
  { number, form, isPointer }: Extract<FieldPlan, { readonly type: "one" }>,
  given: unknown,
  writer: Writer,
): void {
  const isGiven = given !== undefined && given !== null
  if (!isGiven && (isPointer || form.zero === undefined)) return
  form.write(isGiven ? given : form.zero, writer.uint32(tagOf(number, form.wire)))
}

function writeEntry(
  { number, form }: { readonly number: number; readonly form: ValueForm },
  key: string,
  value: unknown,
  writer: Writer,
): void {
  writer.uint32(tagOf(number, 2)).fork()
  writer.uint32(tagOf(1, 2)).string(key)
  form.write(value, writer.uint32(tagOf(2, form.wire)))
  writer.ldelim()
}
