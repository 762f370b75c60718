import type { FieldSchema, Schema, TypeRef } from "../schema/schema.ts"
import { specialOf } from "../schema/special.ts"

/** What ownership of a value is about: its members one by one, its items by their keys, or the whole. */
export type Shape = ScalarShape | ListShape | MapShape | AnyShape

export interface ScalarShape {
  readonly type: "scalar"
  readonly scalar: "string" | "numeric" | "boolean" | "untyped"
}

export interface ListShape {
  readonly type: "list"
  readonly relation: "atomic" | "set" | "map"
  readonly keys: readonly string[]
  /** What a key is when an item leaves it out: a port's protocol is TCP. */
  readonly keyDefaults: Readonly<Record<string, unknown>>
  readonly items: () => Shape
}

export interface MapShape {
  readonly type: "map"
  readonly atomic: boolean
  /** A declared member's shape. */
  readonly field: (name: string) => Shape | undefined
  /** The shape of members that are not declared; undefined where there may be none. */
  readonly values: (() => Shape) | undefined
}

/** Whatever it is: objects member by member, lists as a whole. */
export interface AnyShape {
  readonly type: "any"
}

/** The shapes of the types in a schema, each made once. */
export class Shapes {
  readonly #schema: Schema
  readonly #named = new Map<string, Shape>()

  constructor(schema: Schema) {
    this.#schema = schema
  }

  of(typeName: string): Shape {
    const known = this.#named.get(typeName)
    if (known !== undefined) return known
    const shape = this.#make(typeName)
    this.#named.set(typeName, shape)
    return shape
  }

  #make(typeName: string): Shape {
    const special = specialOf(typeName)
    if (special === "raw")
      return { type: "map", atomic: false, field: () => undefined, values: () => ({ type: "any" }) }
    if (special === "schemaOrOther") return { type: "any" }
    if (special !== undefined) return untyped
    const { atomic, byName } = this.#schema.type(typeName)
    const fields = new Map<string, Shape>()
    const field = (name: string) => {
      const known = fields.get(name)
      if (known !== undefined) return known
      const schema = byName.get(name)
      if (schema === undefined) return undefined
      const shape = this.#ofField(schema)
      fields.set(name, shape)
      return shape
    }
    return { type: "map", atomic, field, values: undefined }
  }

  #ofField(field: FieldSchema): Shape {
    if (field.type.type === "list") return this.#ofList(field.type.items, field.listType ?? "atomic", field.listKeys)
    const shape = this.#ofRef(field.type)
    if (shape.type !== "map" || field.mapType === undefined) return shape
    return { ...shape, atomic: field.mapType === "atomic" }
  }

  #ofList(items: TypeRef, relation: ListShape["relation"], keys: readonly string[]): ListShape {
    const fields = items.type === "named" && keys.length > 0 ? this.#schema.type(items.name).byName : undefined
    const defaults = keys.flatMap((key) => {
      const value = fields?.get(key)?.default
      return value === undefined ? [] : [[key, value] as const]
    })
    return { type: "list", relation, keys, keyDefaults: Object.fromEntries(defaults), items: () => this.#ofRef(items) }
  }

  #ofRef(type: TypeRef): Shape {
    switch (type.type) {
      case "named":
        return this.of(type.name)
      case "list":
        return this.#ofList(type.items, "atomic", [])
      case "map":
        return { type: "map", atomic: false, field: () => undefined, values: () => this.#ofRef(type.values) }
      case "scalar":
        return scalarShapes[type.scalar]
    }
  }
}

const untyped: ScalarShape = { type: "scalar", scalar: "untyped" }

const numeric: ScalarShape = { type: "scalar", scalar: "numeric" }

const text: ScalarShape = { type: "scalar", scalar: "string" }

const scalarShapes = {
  string: text,
  bytes: text,
  boolean: { type: "scalar", scalar: "boolean" },
  int32: numeric,
  int64: numeric,
  double: numeric,
  any: { type: "any" },
} as const satisfies Readonly<Record<string, Shape>>
