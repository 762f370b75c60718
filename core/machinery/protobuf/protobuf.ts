import { Reader, Writer } from "protobufjs/minimal.js"
import { DecodeError } from "../schema/scalars.ts"
import type { Schema } from "../schema/schema.ts"
import { concat, type Envelope, inEnvelope, openEnvelope } from "./envelope.ts"
import { FieldNumbers } from "./field-numbers.ts"
import { MessagePlans } from "./message-plans.ts"
import { readMessage } from "./read-message.ts"
import { writeMessage } from "./write-message.ts"

/** What an object says it is. */
export interface TypeMeta {
  readonly apiVersion: string
  readonly kind: string
}

/**
 * Kubernetes' protobuf (documentation: "API Concepts", alternate representations): reads it as the JSON that says the
 * same, and writes JSON objects as Go writes them, byte for byte.
 */
export class Protobuf {
  readonly #numbers: FieldNumbers
  readonly #plans: MessagePlans

  /** `text` is that of `core/apis/protobuf.gen.ts`. */
  constructor(text: string, schema: Schema) {
    this.#numbers = new FieldNumbers(text)
    this.#plans = new MessagePlans(schema, this.#numbers)
  }

  /** Whether objects of this kind have a protobuf form. Custom resources and tables have none. */
  has(meta: TypeMeta): boolean {
    return this.#typeOf(meta) !== undefined
  }

  /** Whether there is a message for this type of the schema: `core.v1.Pod`. */
  hasType(typeName: string): boolean {
    return this.#plans.has(typeName)
  }

  /** What the bytes say they are, and the message. Throws `DecodeError`. */
  open(bytes: Uint8Array): Envelope {
    return inGoWords(() => {
      const envelope = openEnvelope(bytes)
      if (envelope === undefined) throw new DecodeError(notProtobuf)
      return envelope
    })
  }

  /**
   * The object in an envelope, kind and apiVersion included where the envelope has them. What Go writes though it is
   * empty is there: the schema's decoder puts that right, as it does for JSON. Throws `DecodeError`.
   */
  read(typeName: string, { kind, apiVersion, raw }: Envelope): Readonly<Record<string, unknown>> {
    if (!this.hasType(typeName)) throw new DecodeError(`type ${typeName} has no protobuf form`)
    const object = inGoWords(() => readMessage(this.#plans.plan(typeName), Reader.create(raw), raw.length))
    return { ...object, ...(kind === "" ? {} : { kind }), ...(apiVersion === "" ? {} : { apiVersion }) }
  }

  /** Both in one, for who knows what it will be. */
  decode(typeName: string, bytes: Uint8Array): Readonly<Record<string, unknown>> {
    return this.read(typeName, this.open(bytes))
  }

  /** The object in its envelope. */
  encode(object: TypeMeta): Uint8Array {
    return concat(inEnvelope(object, this.encodeMessage(object, object)))
  }

  /** The message alone: what an envelope or a list holds. */
  encodeMessage(meta: TypeMeta, object: object): Uint8Array {
    const typeName = this.#typeOf(meta)
    if (typeName === undefined) throw new TypeError(`Cannot encode ${meta.apiVersion} ${meta.kind} as protobuf`)
    const writer = Writer.create()
    writeMessage(this.#plans.plan(typeName), object as Readonly<Record<string, unknown>>, writer)
    return writer.finish()
  }

  #typeOf({ apiVersion, kind }: TypeMeta): string | undefined {
    const isPartial = kind === "PartialObjectMetadata" || kind === "PartialObjectMetadataList"
    return isPartial ? kind : this.#numbers.typeOf({ apiVersion, kind })
  }
}

const notProtobuf = "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]"

function inGoWords<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    // A message that is cut off, or one that holds itself deeper than anyone means.
    if (error instanceof RangeError) throw new DecodeError("unexpected EOF")
    throw error
  }
}
