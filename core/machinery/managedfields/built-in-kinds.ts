import type { KindDefinition } from "../api/kind.ts"
import type { ApiObject } from "../meta/object.ts"
import type { Decoder } from "../schema/decoder.ts"
import type { Schema } from "../schema/schema.ts"
import type { ManagedKinds } from "./field-manager.ts"
import { type Shape, Shapes } from "./shape.ts"

/** Field management of the kinds in the schema. */
export class BuiltInKinds implements ManagedKinds {
  readonly #shapes: Shapes
  readonly #decoder: Decoder

  constructor(schema: Schema, decoder: Decoder) {
    this.#shapes = new Shapes(schema)
    this.#decoder = decoder
  }

  shape({ resource }: KindDefinition): Shape {
    return this.#shapes.of(resource.type)
  }

  zero({ resource }: KindDefinition): ApiObject {
    return this.#decoder.zero(resource.type)
  }

  decode({ resource }: KindDefinition, value: unknown): ApiObject {
    return this.#decoder.decode<ApiObject>(resource.type, value).object
  }
}
