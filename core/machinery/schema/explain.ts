import { canonicalQuantity } from "../quantity/quantity.ts"
import { base64Error, DecodeError, isInt32, isInt64, jsonTypeOf } from "./scalars.ts"
import type { FieldSchema, Scalar, Schema, TypeRef } from "./schema.ts"
import { goTypeOf } from "./schema.ts"
import { specialOf } from "./special.ts"
import { canonicalMicroTime, canonicalTime } from "./time.ts"

/**
 * Walks JSON in the order of its text and says what Go's decoder says about it. Slow and thorough: `Decoder` comes
 * here only when something is wrong.
 */
export function explain(
  schema: Schema,
  typeName: string,
  value: unknown,
): { readonly error: DecodeError | undefined; readonly unknown: readonly string[] } {
  const walk = new Walk(schema)
  const goName = typeName.split(".").at(-1) ?? typeName
  walk.visit({ type: "named", name: typeName }, value, { struct: "", names: [], path: "" }, `v1.${goName}`)
  return { error: walk.fatal ?? walk.first, unknown: walk.unknown }
}

/** Where the walk is: the struct and the names that Go's message gives, and the path that a strict message gives. */
interface Place {
  readonly struct: string
  readonly names: readonly string[]
  readonly path: string
}

class Walk {
  /** From a type that reads itself (a quantity, a time): it ends Go's decoding at once. */
  fatal: DecodeError | undefined
  /** The first value of the wrong kind: Go notes it and reads on. */
  first: DecodeError | undefined
  readonly unknown: string[] = []
  readonly #schema: Schema

  constructor(schema: Schema) {
    this.#schema = schema
  }

  visit(type: TypeRef, value: unknown, at: Place, goType: string): void {
    if (value === null || value === undefined || this.fatal !== undefined) return
    switch (type.type) {
      case "list":
        if (Array.isArray(value)) this.#visitItems(type.items, value, at, goType)
        else this.#wrong(value, at, goType)
        break
      case "map":
        if (isObject(value)) this.#visitValues(type.values, value, at, goType)
        else this.#wrong(value, at, goType)
        break
      case "scalar":
        this.#visitScalar(type.scalar, value, at, goType)
        break
      case "named":
        if (specialOf(type.name) !== undefined) this.#visitSpecial(type.name, value, at)
        else if (isObject(value)) this.#visitFields(type.name, value, at)
        else this.#wrong(value, at, goType)
    }
  }

  #visitItems(type: TypeRef, items: readonly unknown[], at: Place, goType: string): void {
    const own = goType.startsWith("[]") ? goType.slice(2) : goTypeOf(type)
    for (const [index, item] of items.entries()) this.visit(type, item, { ...at, path: `${at.path}[${index}]` }, own)
  }

  #visitValues(type: TypeRef, map: Readonly<Record<string, unknown>>, at: Place, goType: string): void {
    const own = /^map\[[^\]]*\](.*)$/.exec(goType)?.[1] ?? goTypeOf(type)
    for (const [key, value] of Object.entries(map)) this.visit(type, value, { ...at, path: `${at.path}.${key}` }, own)
  }

  #visitFields(name: string, value: Readonly<Record<string, unknown>>, at: Place): void {
    const { byName } = this.#schema.type(name)
    const struct = name.split(".").at(-1) ?? name
    for (const [key, each] of Object.entries(value)) {
      const path = at.path === "" ? key : `${at.path}.${key}`
      const field = byName.get(key)
      if (field === undefined) this.unknown.push(path)
      else this.visit(field.type, each, placeOf(field, struct, at, path), field.goType ?? goTypeOf(field.type))
    }
  }

  #visitSpecial(name: string, value: unknown, at: Place): void {
    switch (specialOf(name)) {
      case "time":
        this.#visitText(value, at, canonicalTime)
        break
      case "microTime":
        this.#visitText(value, at, canonicalMicroTime)
        break
      case "quantity":
        this.#try(() => canonicalQuantity(typeof value === "string" ? value.trim() : JSON.stringify(value)))
        break
      case "intOrString":
        if (typeof value !== "string" && !isInt32(value)) this.#fatal(value, at, "int32")
    }
  }

  #visitText(value: unknown, at: Place, read: (text: string) => string): void {
    if (typeof value === "string") this.#try(() => void read(value))
    else this.#fatal(value, at, "string")
  }

  #visitScalar(scalar: Scalar, value: unknown, at: Place, goType: string): void {
    if (scalar === "bytes" && typeof value === "string") {
      const error = base64Error(value)
      if (error !== undefined) this.first ??= new DecodeError(error)
    } else if (!fits(scalar, value)) this.#wrong(value, at, goType)
  }

  #wrong(value: unknown, at: Place, goType: string): void {
    this.first ??= unmarshalError(value, at, goType)
  }

  #fatal(value: unknown, at: Place, goType: string): void {
    this.fatal ??= unmarshalError(value, at, goType)
  }

  #try(read: () => void): void {
    try {
      read()
    } catch (error) {
      this.fatal ??= new DecodeError(error instanceof Error ? error.message : String(error))
    }
  }
}

function placeOf(field: FieldSchema, struct: string, at: Place, path: string): Place {
  return { struct, names: [...at.names, `${field.embedded}${field.name}`], path }
}

function fits(scalar: Scalar, value: unknown): boolean {
  switch (scalar) {
    case "string":
      return typeof value === "string"
    case "boolean":
      return typeof value === "boolean"
    case "int32":
      return isInt32(value)
    case "int64":
      return isInt64(value)
    case "double":
      return typeof value === "number"
    case "bytes":
      return false
    case "any":
      return true
  }
}

function unmarshalError(value: unknown, { struct, names }: Place, goType: string): DecodeError {
  const isInteger = /^(u?int\d*)$/.test(goType)
  const what = typeof value === "number" && isInteger ? `number ${value}` : jsonTypeOf(value)
  const where = struct === "" ? "Go value" : `Go struct field ${struct}.${names.join(".")}`
  return new DecodeError(`json: cannot unmarshal ${what} into ${where} of type ${goType}`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
