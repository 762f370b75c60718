import { Writer } from "protobufjs/minimal.js"
import { lengthOf } from "./envelope.ts"
import { tagOf } from "./value-form.ts"

/**
 * An event of a watch: the length of the rest in four bytes, then `WatchEvent { type = 1; object = 2 { raw = 1 } }`
 * without an envelope of its own. The object has one.
 */
export function watchFrame(type: string, object: readonly Uint8Array[]): readonly Uint8Array[] {
  const objectLength = lengthOf(object)
  const raw = Writer.create().uint32(tagOf(1, 2)).uint32(objectLength).finish()
  const event = Writer.create()
  event.uint32(tagOf(1, 2)).string(type)
  event.uint32(tagOf(2, 2)).uint32(raw.length + objectLength)
  const head = event.finish()
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, head.length + raw.length + objectLength)
  return [length, head, raw, ...object]
}
