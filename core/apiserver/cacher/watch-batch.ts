import { apiVersionOf, type Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { inEnvelope } from "../../machinery/protobuf/envelope.ts"
import type { Protobuf } from "../../machinery/protobuf/protobuf.ts"
import { watchFrame } from "../../machinery/protobuf/watch-frame.ts"
import type { CacheChange, CacheEvent, WatchBatch } from "./cacher.ts"
import type { CompiledSelection } from "./selection.ts"

type Kind = Pick<Resource, "group" | "version" | "kind">

/** Events whose bytes are made when the first watcher asks for them. */
export class EventBatch implements WatchBatch {
  readonly events: readonly CacheEvent[]
  readonly #kind: Kind
  #bytes: Uint8Array | undefined
  #frames: Uint8Array | undefined

  constructor(kind: Kind, events: readonly CacheEvent[]) {
    this.#kind = kind
    this.events = events
  }

  get bytes(): Uint8Array {
    this.#bytes ??= this.#encode()
    return this.#bytes
  }

  frames(protobuf: Protobuf): Uint8Array {
    this.#frames ??= Buffer.concat(this.events.flatMap((event) => this.#frame(event, protobuf)))
    return this.#frames
  }

  #frame(event: CacheEvent, protobuf: Protobuf): readonly Uint8Array[] {
    const meta = { kind: this.#kind.kind, apiVersion: apiVersionOf(this.#kind) }
    const message =
      event.type === "BOOKMARK"
        ? protobuf.encodeMessage(meta, bookmarkObject(this.#kind, event))
        : event.object.message(protobuf)
    return watchFrame(event.type, inEnvelope(meta, message))
  }

  #encode(): Uint8Array {
    const parts = this.events.flatMap((event) => encodeEvent(this.#kind, event))
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
  }
}

/**
 * What a watcher with this selection is told of a change: an object that begins to be selected is ADDED, one that no
 * longer is, is DELETED, in its last selected state with the revision of the change.
 */
export function eventOf(change: CacheChange, selection: CompiledSelection): CacheEvent | undefined {
  const { previous, current, revision } = change
  const before = previous !== undefined && selection.selects(previous)
  const after = current !== undefined && selection.selects(current)
  if (after) return { type: before ? "MODIFIED" : "ADDED", object: current }
  return before ? { type: "DELETED", object: previous.deletedAt(revision) } : undefined
}

function encodeEvent(kind: Kind, event: CacheEvent): readonly Uint8Array[] {
  return event.type === "BOOKMARK" ? [encodeBookmark(kind, event)] : event.object.frame(event.type)
}

function encodeBookmark(kind: Kind, bookmark: Bookmark): Uint8Array {
  return Buffer.from(`${JSON.stringify({ type: "BOOKMARK", object: bookmarkObject(kind, bookmark) })}\n`)
}

type Bookmark = Omit<Extract<CacheEvent, { readonly type: "BOOKMARK" }>, "type">

/** An object of the kind that says how far the watch has come. */
export function bookmarkObject(kind: Kind, { revision, initialEventsEnd }: Bookmark): ApiObject {
  const annotations = initialEventsEnd ? { annotations: { "k8s.io/initial-events-end": "true" } } : {}
  const metadata = { resourceVersion: String(revision), ...annotations }
  return { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata }
}
