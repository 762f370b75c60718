import { canonicalQuantity } from "../quantity/quantity.ts"
import { explain } from "./explain.ts"
import { base64Error, DecodeError, isInt32, isInt64 } from "./scalars.ts"
import type { FieldSchema, Scalar, Schema, TypeRef } from "./schema.ts"
import type { Special } from "./special.ts"
import { specialOf } from "./special.ts"
import { canonicalMicroTime, canonicalTime } from "./time.ts"

/** What to do about fields that no type knows or that stand twice: `?fieldValidation=`. */
export type FieldValidation = "Strict" | "Warn" | "Ignore"

export interface Decoded<T> {
  readonly object: T
  /** `unknown field "spec.foo"`, when asked to warn. */
  readonly warnings: readonly string[]
}

/**
 * Turns JSON from outside into an object of a type, exactly as Go's decoding and encoding would: what no type knows
 * is dropped, null is as good as nothing, what is empty and may be left out is left out, what is always there is
 * there, quantities and times are in their one form. What comes out may share parts with what went in: neither is
 * ever changed.
 *
 * One difference: a list or map that Go would write as null is written empty.
 */
export class Decoder {
  readonly #schema: Schema
  readonly #plans = new Map<string, StructPlan>()

  constructor(schema: Schema) {
    this.#schema = schema
  }

  /**
   * Throws `DecodeError` in Go's words. `duplicates` are the fields that stand twice in the text
   * (`findDuplicateFields`), for who is strict about them.
   */
  decode<T>(
    typeName: string,
    value: unknown,
    validation: FieldValidation = "Ignore",
    duplicates: readonly string[] = [],
  ): Decoded<T> {
    const run: Run = { unknown: false }
    let object: unknown
    try {
      object = decodeStruct(this.#plan(typeName), value ?? {}, run)
    } catch (error) {
      if (error !== mismatch && !(error instanceof DecodeError)) throw error
      const { error: reason } = explain(this.#schema, typeName, value)
      throw reason ?? error
    }
    const warnings = this.#complaints(typeName, value, validation, run.unknown, duplicates)
    return { object: object as T, warnings } // decoded as the type that the name stands for
  }

  #complaints(
    typeName: string,
    value: unknown,
    validation: FieldValidation,
    hasUnknown: boolean,
    duplicates: readonly string[],
  ): readonly string[] {
    if (validation === "Ignore" || (!hasUnknown && duplicates.length === 0)) return []
    const unknown = hasUnknown ? explain(this.#schema, typeName, value).unknown : []
    const complaints = [
      ...duplicates.map((path) => `duplicate field "${path}"`),
      ...unknown.map((path) => `unknown field "${path}"`),
    ].slice(0, mostComplaints)
    if (validation === "Strict" && complaints.length > 0) {
      throw new DecodeError(`strict decoding error: ${complaints.join(", ")}`)
    }
    return complaints
  }

  /** What the type is when nothing is given. Shared: never change it. */
  zero<T>(typeName: string): T {
    return zeroOf(this.#plan(typeName)) as T // the type that the name stands for
  }

  #plan(name: string): StructPlan {
    const known = this.#plans.get(name)
    if (known !== undefined) return known
    const plan: StructPlan = { name, fields: [], zero: undefined }
    this.#plans.set(name, plan) // before its fields: types may hold themselves
    plan.fields = this.#schema.type(name).fields.map((field) => this.#planField(field))
    return plan
  }

  #planField(field: FieldSchema): FieldPlan {
    const value = this.#planValue(field.type)
    const isStruct = value.type === "struct"
    const keepEmpty = field.pointer || field.always || isStruct
    return { name: field.name, value, keepEmpty, zero: zeroRule(field, value), omitZero: field.omitZero }
  }

  #planValue(type: TypeRef): ValuePlan {
    switch (type.type) {
      case "scalar":
        return { type: "scalar", scalar: type.scalar }
      case "list":
        return { type: "list", items: this.#planValue(type.items) }
      case "map":
        return { type: "map", values: this.#planValue(type.values) }
      case "named": {
        const scalar = specialOf(type.name)
        if (scalar !== undefined) return { type: "scalar", scalar }
        return { type: "struct", plan: this.#plan(type.name) }
      }
    }
  }
}

/** As many as Go's strict decoder collects. */
const mostComplaints = 100

/** The value does not fit the type. `explain` finds out where and how; this is only quick. */
const mismatch = Symbol("mismatch")

interface Run {
  /** A field was met that its type does not have. */
  unknown: boolean
}

interface StructPlan {
  readonly name: string
  fields: readonly FieldPlan[]
  zero: unknown
}

interface FieldPlan {
  readonly name: string
  readonly value: ValuePlan
  /** Whether "", 0, false, {} and [] stay when given. */
  readonly keepEmpty: boolean
  readonly omitZero: boolean
  /** What stands there when nothing is given. */
  readonly zero: "nothing" | "empty"
}

type ValuePlan =
  | { readonly type: "scalar"; readonly scalar: Scalar | Special }
  | { readonly type: "list"; readonly items: ValuePlan }
  | { readonly type: "map"; readonly values: ValuePlan }
  | { readonly type: "struct"; readonly plan: StructPlan }

/** Pointers are left out; structs are there as they are when zero; the rest only where the encoder never leaves out. */
function zeroRule(field: FieldSchema, value: ValuePlan): FieldPlan["zero"] {
  if (field.pointer || field.omitZero) return "nothing"
  if (value.type === "struct") return "empty"
  const isGoStruct = value.type === "scalar" && goStructs.has(value.scalar)
  return field.always || isGoStruct ? "empty" : "nothing"
}

/** In Go these are structs, which `omitempty` never leaves out. */
const goStructs: ReadonlySet<string> = new Set(["time", "microTime", "quantity", "intOrString", "raw"])

function zeroOf(plan: StructPlan): unknown {
  plan.zero ??= decodeStruct(plan, {}, { unknown: false })
  return plan.zero
}

function zeroValue(value: ValuePlan): unknown {
  switch (value.type) {
    case "list":
      return []
    case "map":
      return {}
    case "struct":
      return zeroOf(value.plan)
    case "scalar":
      return zeroScalars[value.scalar]
  }
}

const zeroScalars: Readonly<Record<Scalar | Special, unknown>> = {
  string: "",
  bytes: "",
  boolean: false,
  int32: 0,
  int64: 0,
  double: 0,
  any: null,
  time: null,
  microTime: null,
  quantity: "0",
  intOrString: 0,
  raw: null,
  schemaOrOther: null,
}

function decodeStruct(plan: StructPlan, value: unknown, run: Run): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw mismatch
  const from = value as Readonly<Record<string, unknown>> // neither null nor a list
  const into: Record<string, unknown> = {}
  let met = 0
  for (const field of plan.fields) {
    const given = from[field.name]
    if (given === undefined) {
      if (field.zero === "empty") into[field.name] = zeroValue(field.value)
      continue
    }
    met++
    const decoded = given === null ? nullOf(field) : decodeValue(field.value, given, run)
    if (decoded === undefined || (!field.keepEmpty && isEmpty(decoded, field.value))) {
      if (field.zero === "empty") into[field.name] = zeroValue(field.value)
    } else if (!field.omitZero || !isZeroStruct(decoded)) into[field.name] = decoded
  }
  if (!run.unknown) for (const _ in from) if (--met < 0) run.unknown = true
  return into
}

function nullOf(field: FieldPlan): unknown {
  return field.zero === "empty" ? zeroValue(field.value) : undefined
}

function isEmpty(decoded: unknown, value: ValuePlan): boolean {
  switch (value.type) {
    case "list":
      return (decoded as readonly unknown[]).length === 0 // decoded as a list
    case "map":
      return isZeroStruct(decoded)
    case "struct":
      return false
    case "scalar":
      return !goStructs.has(value.scalar) && (decoded === "" || decoded === 0 || decoded === false)
  }
}

function isZeroStruct(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === null
  for (const _ in value) return false
  return true
}

function decodeValue(plan: ValuePlan, value: unknown, run: Run): unknown {
  switch (plan.type) {
    case "scalar":
      return decodeScalar(plan.scalar, value)
    case "struct":
      return decodeStruct(plan.plan, value, run)
    case "list":
      return decodeList(plan.items, value, run)
    case "map":
      return decodeMap(plan.values, value, run)
  }
}

function decodeList(items: ValuePlan, value: unknown, run: Run): unknown {
  if (!Array.isArray(value)) throw mismatch
  if (items.type === "scalar" && items.scalar === "string" && value.every(isString)) return value
  return value.map((item: unknown) => (item === null ? zeroValue(items) : decodeValue(items, item, run)))
}

function isString(value: unknown): boolean {
  return typeof value === "string"
}

function decodeMap(values: ValuePlan, value: unknown, run: Run): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw mismatch
  const from = value as Readonly<Record<string, unknown>> // neither null nor a list
  if (values.type === "scalar" && values.scalar === "string" && holdsStrings(from)) return from
  const entries = Object.entries(from).map(([key, each]): [string, unknown] => [
    key,
    each === null ? zeroValue(values) : decodeValue(values, each, run),
  ])
  return Object.fromEntries(entries)
}

function holdsStrings(map: Readonly<Record<string, unknown>>): boolean {
  for (const key in map) if (typeof map[key] !== "string") return false
  return true
}

function decodeScalar(scalar: Scalar | Special, value: unknown): unknown {
  switch (scalar) {
    case "string":
      if (typeof value === "string") return value
      break
    case "boolean":
      if (typeof value === "boolean") return value
      break
    case "int32":
      if (isInt32(value)) return value
      break
    case "int64":
      if (isInt64(value)) return value
      break
    case "double":
      if (typeof value === "number") return value
      break
    case "bytes":
      if (typeof value === "string" && base64Error(value) === undefined) return value
      break
    case "time":
      if (typeof value === "string") return canonicalTime(value)
      break
    case "microTime":
      if (typeof value === "string") return canonicalMicroTime(value)
      break
    case "quantity":
      return decodeQuantity(value)
    case "intOrString":
      if (typeof value === "string" || isInt32(value)) return value
      break
    case "raw":
    case "any":
    case "schemaOrOther":
      return value
  }
  throw mismatch
}

function decodeQuantity(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") throw mismatch
  try {
    return canonicalQuantity(typeof value === "string" ? value.trim() : value)
  } catch {
    throw mismatch
  }
}
