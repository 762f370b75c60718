import { Writer } from "protobufjs/minimal.js"
import { tagOf } from "./value-form.ts"

/**
 * What stands before an enveloped object of that many bytes in a watch: the length of the rest in four bytes, then
 * `WatchEvent { type = 1; object = 2 { raw = 1 } }` without an envelope of its own.
 */
export function watchFrameHead(type: string, objectLength: number): Uint8Array {
  const raw = Writer.create().uint32(tagOf(1, 2)).uint32(objectLength).finish()
  const event = Writer.create()
    .uint32(tagOf(1, 2))
    .string(type)
    .uint32(tagOf(2, 2))
    .uint32(raw.length + objectLength)
    .finish()
  const head = new Uint8Array(4 + event.length + raw.length)
  new DataView(head.buffer).setUint32(0, event.length + raw.length + objectLength)
  head.set(event, 4)
  head.set(raw, 4 + event.length)
  return head
}
