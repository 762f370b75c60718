import type { Protobuf, TypeMeta } from "../../../machinery/protobuf/protobuf.ts"
import { watchFrame } from "../../../machinery/protobuf/watch-frame.ts"
import type { CacheEvent, WatchBatch } from "../../cacher/cacher.ts"
import { type Headers, headersFor } from "../respond.ts"
import { protobufType, type Representation } from "./negotiate.ts"

/** What a watch's events look like on the wire. */
export interface WatchWriter {
  readonly headers: Headers
  batch(batch: WatchBatch): Uint8Array
  /** The last event of a watch that cannot go on. */
  failure(status: TypeMeta): Uint8Array
}

/** Makes an event's object where the cache's own bytes will not do. */
export type EncodeEvent = (event: CacheEvent) => { readonly type: CacheEvent["type"]; readonly object: object }

export function watchWriter(representation: Representation, encode: EncodeEvent | undefined): WatchWriter {
  return representation.format === "protobuf" ? protobufWriter(representation.protobuf, encode) : jsonWriter(encode)
}

/** A line an event. */
function jsonWriter(encode: EncodeEvent | undefined): WatchWriter {
  const line = (event: object) => `${JSON.stringify(event)}\n`
  return {
    headers: headersFor({ format: "json" }),
    batch: (batch) =>
      encode === undefined ? batch.bytes : Buffer.from(batch.events.map((event) => line(encode(event))).join("")),
    failure: (object) => Buffer.from(line({ type: "ERROR", object })),
  }
}

function protobufWriter(protobuf: Protobuf, encode: EncodeEvent | undefined): WatchWriter {
  // Whatever `encode` makes has its kind: an object, or its metadata.
  const frame = (type: string, object: object) => watchFrame(type, [protobuf.encode(object as TypeMeta)])
  return {
    headers: headersFor({ format: "protobuf" }, { "content-type": `${protobufType};stream=watch` }),
    batch(batch) {
      if (encode === undefined) return batch.frames(protobuf)
      return Buffer.concat(batch.events.map(encode).flatMap(({ type, object }) => frame(type, object)))
    },
    failure: (status) => Buffer.concat(frame("ERROR", status)),
  }
}
