import { DecodeError } from "../schema/scalars.ts"
import type { Schema } from "../schema/schema.ts"
import { MessageDecoder } from "./decode-message.ts"
import { openEnvelope } from "./envelope.ts"
import { Messages } from "./messages.ts"

/** Packages of messages, by what the schema's types begin with. */
const packages = [
  "api.",
  "apimachinery.pkg.apis.",
  "apiextensions_apiserver.pkg.apis.",
  "kube_aggregator.pkg.apis.",
] as const

/** Reads Kubernetes' protobuf as the JSON that says the same, kind and apiVersion included. */
export class ProtobufDecoder {
  readonly #text: () => Promise<string>
  readonly #schema: Schema
  #loaded: Promise<{ readonly messages: Messages; readonly decoder: MessageDecoder }> | undefined

  /** `text` gives the message descriptions when the first protobuf comes: few clients send any. */
  constructor(text: () => Promise<string>, schema: Schema) {
    this.#text = text
    this.#schema = schema
  }

  /** `typeName` is the object's type in the schema: `core.v1.Pod`. Throws `DecodeError`. */
  async decode(typeName: string, bytes: Uint8Array): Promise<unknown> {
    this.#loaded ??= this.#load()
    const { messages, decoder } = await this.#loaded
    try {
      const envelope = openEnvelope(bytes)
      if (envelope === undefined) {
        throw new DecodeError("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")
      }
      const { kind, apiVersion, raw } = envelope
      const name = packages.map((each) => `${each}${typeName}`).find((each) => messages.has(each))
      if (name === undefined) throw new DecodeError(`type ${typeName} has no protobuf form`)
      const object = decoder.decode(name, raw)
      return { ...(object as object), ...(kind === "" ? {} : { kind }), ...(apiVersion === "" ? {} : { apiVersion }) } // a message's JSON
    } catch (error) {
      if (error instanceof RangeError) throw new DecodeError("unexpected EOF")
      throw error
    }
  }

  async #load() {
    const messages = new Messages(await this.#text())
    return { messages, decoder: new MessageDecoder(messages, this.#schema) }
  }
}
