import { assert } from "../../base/assert.ts"
import type { FieldSchema, Schema, TypeRef } from "../schema/schema.ts"
import { specialOf } from "../schema/special.ts"
import type { FieldNumber, FieldNumbers } from "./field-numbers.ts"
import { partialMetadataPlans } from "./partial-metadata-plans.ts"
import { readMessage } from "./read-message.ts"
import { schemaOrOtherForm } from "./schema-or-other.ts"
import { specialForms } from "./special-forms.ts"
import { listMessageForm, messageForm, scalarForms, type ValueForm } from "./value-form.ts"
import { writeMessage } from "./write-message.ts"

/** What a message is made of, in the order of the numbers, which is the order Go writes in. */
export interface MessagePlan {
  readonly fields: readonly FieldPlan[]
  readonly byNumber: ReadonlyMap<number, FieldPlan>
}

export type FieldPlan =
  | {
      readonly type: "one"
      readonly number: number
      readonly name: string
      readonly form: ValueForm
      /** Written only where it is given; what is no pointer in Go is always written. */
      readonly isPointer: boolean
    }
  | { readonly type: "list" | "map"; readonly number: number; readonly name: string; readonly form: ValueForm }
  /** A struct that Go embeds: a message here, while in JSON its fields stand in the object itself. */
  | { readonly type: "embedded"; readonly number: number; readonly plan: MessagePlan }

/** The plans of the schema's types, each made when it is first met. */
export class MessagePlans {
  readonly #schema: Schema
  readonly #numbers: FieldNumbers
  readonly #plans = new Map<string, MessagePlan>()
  readonly #forms = new Map<string, ValueForm>()

  constructor(schema: Schema, numbers: FieldNumbers) {
    this.#schema = schema
    this.#numbers = numbers
    const partial = partialMetadataPlans({
      objectMeta: this.#namedForm("meta.v1.ObjectMeta"),
      listMeta: this.#namedForm("meta.v1.ListMeta"),
      item: this.#namedForm("PartialObjectMetadata"),
    })
    for (const [name, plan] of Object.entries(partial)) this.#plans.set(name, plan)
  }

  has(typeName: string): boolean {
    return this.#plans.has(typeName) || this.#numbers.has(typeName)
  }

  plan(typeName: string): MessagePlan {
    const known = this.#plans.get(typeName)
    if (known !== undefined) return known
    const numbers = this.#numbers.of(typeName) ?? []
    const { byName } = this.#schema.type(typeName)
    const placed = numbers.map((number) => {
      const field = byName.get(number.name)
      assert(field !== undefined, `Type ${typeName} has no field ${number.name}`)
      return { field, number, path: number.path }
    })
    const plan = this.#planFields(placed)
    this.#plans.set(typeName, plan)
    return plan
  }

  #planFields(placed: readonly Placed[]): MessagePlan {
    const plain = placed.filter(({ path }) => path.length === 1).map((each) => this.#planField(each))
    const embedded = Map.groupBy(
      placed.filter(({ path }) => path.length > 1),
      ({ path }) => path[0] ?? 0,
    )
    const groups = [...embedded].map(([number, inner]): FieldPlan => {
      const plan = this.#planFields(inner.map((each) => ({ ...each, path: each.path.slice(1) })))
      return { type: "embedded", number, plan }
    })
    const fields = [...plain, ...groups].sort((a, b) => a.number - b.number)
    return { fields, byNumber: new Map(fields.map((field) => [field.number, field])) }
  }

  #planField({ field, number: { name, isListMessage }, path: [number = 0] }: Placed): FieldPlan {
    const { type, pointer: isPointer } = field
    switch (type.type) {
      case "list":
        if (isListMessage) return { type: "one", number, name, form: listMessageForm, isPointer }
        return { type: "list", number, name, form: this.#form(type.items) }
      case "map":
        return { type: "map", number, name, form: isListMessage ? listMessageForm : this.#form(type.values) }
      default:
        return { type: "one", number, name, form: this.#form(type), isPointer }
    }
  }

  #form(type: TypeRef): ValueForm {
    switch (type.type) {
      case "scalar":
        return type.scalar === "any" ? specialForms.raw : scalarForms[type.scalar]
      case "named":
        return this.#namedForm(type.name)
      default:
        throw new Error("Cannot make a protobuf form: a list within a list")
    }
  }

  #namedForm(name: string): ValueForm {
    const known = this.#forms.get(name)
    if (known !== undefined) return known
    const form = this.#newForm(name)
    this.#forms.set(name, form)
    return form
  }

  /** The plan of a struct is only looked up at use: types may hold themselves. */
  #newForm(name: string): ValueForm {
    const special = specialOf(name)
    if (special === "schemaOrOther") return schemaOrOtherForm(name, this.#namedForm("apiextensions.v1.JSONSchemaProps"))
    if (special !== undefined) return specialForms[special]
    return messageForm(
      (reader, end) => readMessage(this.plan(name), reader, end),
      (value, writer) => writeMessage(this.plan(name), (value ?? {}) as Readonly<Record<string, unknown>>, writer),
    )
  }
}

interface Placed {
  readonly field: FieldSchema
  readonly number: FieldNumber
  /** What of the number's path is left at this depth. */
  readonly path: readonly number[]
}
