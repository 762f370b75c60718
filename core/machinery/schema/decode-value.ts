import { canonicalQuantity } from "../quantity/quantity.ts"
import type { FieldPlan, StructPlan, ValuePlan } from "./plan.ts"
import { goStructs } from "./plan.ts"
import { base64Error, isInt32, isInt64 } from "./scalars.ts"
import type { Scalar } from "./schema.ts"
import type { Special } from "./special.ts"
import { canonicalMicroTime, canonicalTime } from "./time.ts"

/** The value does not fit the type. `explain` finds out where and how; this is only quick. */
export const mismatch = Symbol("mismatch")

export interface Run {
  /** A field was met that its type does not have. */
  unknown: boolean
}

export function decodeStruct(plan: StructPlan, value: unknown, run: Run): unknown {
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

export function zeroOf(plan: StructPlan): unknown {
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
