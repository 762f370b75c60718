import type { FieldSchema, Scalar, Schema, TypeRef } from "./schema.ts"
import { type Special, specialOf } from "./special.ts"

/** How each type is decoded, worked out once, when it is first met. */
export class Plans {
  readonly #schema: Schema
  readonly #structs = new Map<string, StructPlan>()

  constructor(schema: Schema) {
    this.#schema = schema
  }

  struct(name: string): StructPlan {
    const known = this.#structs.get(name)
    if (known !== undefined) return known
    const plan: StructPlan = { name, fields: [], zero: undefined }
    this.#structs.set(name, plan) // before its fields: types may hold themselves
    plan.fields = this.#schema.type(name).fields.map((field) => this.#field(field))
    return plan
  }

  #field(field: FieldSchema): FieldPlan {
    const value = this.#value(field.type)
    const isStruct = value.type === "struct"
    const keepEmpty = field.pointer || field.always || isStruct
    return { name: field.name, value, keepEmpty, zero: zeroRule(field, value), omitZero: field.omitZero }
  }

  #value(type: TypeRef): ValuePlan {
    switch (type.type) {
      case "scalar":
        return { type: "scalar", scalar: type.scalar }
      case "list":
        return { type: "list", items: this.#value(type.items) }
      case "map":
        return { type: "map", values: this.#value(type.values) }
      case "named": {
        const scalar = specialOf(type.name)
        if (scalar !== undefined) return { type: "scalar", scalar }
        return { type: "struct", plan: this.struct(type.name) }
      }
    }
  }
}

export interface StructPlan {
  readonly name: string
  fields: readonly FieldPlan[]
  zero: unknown
}

export interface FieldPlan {
  readonly name: string
  readonly value: ValuePlan
  /** Whether "", 0, false, {} and [] stay when given. */
  readonly keepEmpty: boolean
  readonly omitZero: boolean
  /** What stands there when nothing is given. */
  readonly zero: "nothing" | "empty"
}

export type ValuePlan =
  | { readonly type: "scalar"; readonly scalar: Scalar | Special }
  | { readonly type: "list"; readonly items: ValuePlan }
  | { readonly type: "map"; readonly values: ValuePlan }
  | { readonly type: "struct"; readonly plan: StructPlan }

/** In Go these are structs, which `omitempty` never leaves out. */
export const goStructs: ReadonlySet<string> = new Set(["time", "microTime", "quantity", "intOrString", "raw"])

/** Pointers are left out; structs are there as they are when zero; the rest only where the encoder never leaves out. */
function zeroRule(field: FieldSchema, value: ValuePlan): FieldPlan["zero"] {
  if (field.pointer || field.omitZero) return "nothing"
  if (value.type === "struct") return "empty"
  const isGoStruct = value.type === "scalar" && goStructs.has(value.scalar)
  return field.always || isGoStruct ? "empty" : "nothing"
}
