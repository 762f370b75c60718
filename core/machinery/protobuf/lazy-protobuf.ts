import type { Schema } from "../schema/schema.ts"
import { Protobuf } from "./protobuf.ts"

/** Loads the field numbers when the first protobuf comes: many clusters never meet any. */
export class LazyProtobuf {
  readonly #text: () => Promise<string>
  readonly #schema: Schema
  #loading: Promise<Protobuf> | undefined
  #loaded: Protobuf | undefined

  constructor(text: () => Promise<string>, schema: Schema) {
    this.#text = text
    this.#schema = schema
  }

  /** Undefined until somebody has waited for `load`. */
  get loaded(): Protobuf | undefined {
    return this.#loaded
  }

  load(): Promise<Protobuf> {
    this.#loading ??= this.#load()
    return this.#loading
  }

  async #load(): Promise<Protobuf> {
    this.#loaded = new Protobuf(await this.#text(), this.#schema)
    return this.#loaded
  }
}
