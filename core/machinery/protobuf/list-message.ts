import { Writer } from "protobufjs/minimal.js"
import { inEnvelope } from "./envelope.ts"
import type { Protobuf, TypeMeta } from "./protobuf.ts"
import { tagOf } from "./value-form.ts"

/** A list in its envelope, in parts, from the messages that its items have already. */
export function encodeListOf(
  protobuf: Protobuf,
  emptyList: TypeMeta & { readonly metadata: object },
  items: readonly Uint8Array[],
): readonly Uint8Array[] {
  const metadata = protobuf.encodeMessage(emptyList, emptyList)
  return inEnvelope(emptyList, metadata, ...items.flatMap((item) => [itemHead(item.length), item]))
}

function itemHead(length: number): Uint8Array {
  return Writer.create().uint32(itemTag).uint32(length).finish()
}

/** Every kind's list has its items there. */
const itemTag = tagOf(2, 2)
