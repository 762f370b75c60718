import type { Schema } from "../schema/schema.ts"
import { Protobuf } from "./protobuf.ts"

/** Loads the field numbers when the first protobuf comes: many clusters never meet any. */
export class LazyProtobuf {
  readonly #text: () => Promise<string>
  readonly #schema: Schema
  #loading: Promise<Protobuf> | undefined

  constructor(text: () => Promise<string>, schema: Schema) {
    this.#text = text
    this.#schema = schema
  }

  load(): Promise<Protobuf> {
    this.#loading ??= this.#text().then((text) => new Protobuf(text, this.#schema))
    return this.#loading
  }
}
