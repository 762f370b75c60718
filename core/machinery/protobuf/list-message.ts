import { Writer } from "protobufjs/minimal.js"
import { envelopeAround } from "./envelope.ts"
import type { Protobuf, TypeMeta } from "./protobuf.ts"
import { tagOf } from "./value-form.ts"

/**
 * A list, in parts, from messages that its items have already. `empty` is the list without items: its own message is
 * what the metadata makes, and items follow it.
 */
export function encodeListOf(
  protobuf: Protobuf,
  empty: TypeMeta & { readonly metadata: object },
  items: readonly Uint8Array[],
): readonly Uint8Array[] {
  const metadata = protobuf.encodeMessage(empty)
  const parts = [
    metadata,
    ...items.flatMap((item) => [Writer.create().uint32(itemTag).uint32(item.length).finish(), item]),
  ]
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const [head, tail] = envelopeAround(empty, length)
  return [head, ...parts, tail]
}

/** Every kind's list has its items there. */
const itemTag = tagOf(2, 2)
