import { apiVersionOf } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { Protobuf, TypeMeta } from "../../machinery/protobuf/protobuf.ts"
import { watchFrame } from "../../machinery/protobuf/watch-frame.ts"
import { failure, StatusError } from "../../machinery/status/status-error.ts"
import type { CacheEvent, WatchBatch } from "../cacher/cacher.ts"
import { negotiate, protobufType, type View } from "./answer/negotiate.ts"
import { partialMetadata } from "./answer/partial-metadata.ts"
import { includeObjectOf, tableOf } from "./answer/table.ts"
import { readWatchOptions } from "./list-options.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { queryOf } from "./query.ts"
import { type Endpoint, type EndpointDeps, namespaceOf, type ServedKind } from "./resource-endpoint.ts"
import { headersFor } from "./respond.ts"
import { readSelection } from "./selection.ts"

/** A watch that names no time lasts this long, and up to twice as long, so that not all come again at once. */
const defaultTimeoutSeconds = 1800

/** `GET …/pods?watch=true`: lines of JSON, made once for all who watch the same. */
export const watchObjects: Endpoint = async (exchange, served, deps) => {
  const { store } = served
  if (store === undefined) throw methodNotAllowed()
  const query = queryOf(exchange.request.query)
  const representation = negotiate(exchange, ["Table", "PartialObjectMetadata"], served.kind.resource)
  const selection = readSelection(served.kind, namespaceOf(exchange, served), query)
  const { start, bookmarks, timeoutSeconds } = readWatchOptions(query)
  const seconds = timeoutSeconds || defaultTimeoutSeconds * (1 + deps.random.next())
  const encode = encoderOf(served, deps, representation.as, query)
  const isProtobuf = representation.format === "protobuf"
  const write = isProtobuf ? protobufWriter(representation.protobuf, encode) : jsonWriter(encode)
  return {
    status: 200,
    headers: isProtobuf ? headersFor({ format: "protobuf" }, protobufStream) : headersFor({ format: "json" }),
    async run(sink, signal) {
      try {
        await store.cacher.watch(
          { ...selection, start, bookmarks, timeoutMs: seconds * 1000, signal },
          {
            write: (batch) => sink.write(write.batch(batch)),
            drained: (sinkSignal) => sink.drained(sinkSignal),
          },
        )
      } catch (error) {
        if (signal.aborted) return
        sink.write(write.failure(statusOf(error)))
      }
    },
  }
}

const protobufStream = { "content-type": `${protobufType};stream=watch` } as const

/** How events are written. `encode` makes objects of them where the cache's own bytes will not do. */
interface Writer {
  batch(batch: WatchBatch): Uint8Array
  failure(status: TypeMeta): Uint8Array
}

interface EncodedEvent {
  readonly type: CacheEvent["type"]
  readonly object: object
}

type Encode = (event: CacheEvent) => EncodedEvent

function jsonWriter(encode: Encode | undefined): Writer {
  const line = (event: object) => `${JSON.stringify(event)}\n`
  return {
    batch: (batch) =>
      encode === undefined ? batch.bytes : Buffer.from(batch.events.map((event) => line(encode(event))).join("")),
    failure: (object) => Buffer.from(line({ type: "ERROR", object })),
  }
}

function protobufWriter(protobuf: Protobuf, encode: Encode | undefined): Writer {
  // Whatever `encode` makes has its kind: an object, or its metadata.
  const frame = (type: string, object: object) => watchFrame(type, [protobuf.encode(object as TypeMeta)])
  return {
    batch(batch) {
      if (encode === undefined) return batch.frames(protobuf)
      return Buffer.concat(batch.events.map(encode).flatMap(({ type, object }) => frame(type, object)))
    },
    failure: (status) => Buffer.concat(frame("ERROR", status)),
  }
}

/** Undefined: the cache's own lines will do. */
function encoderOf(
  served: ServedKind,
  deps: EndpointDeps,
  as: View | undefined,
  query: URLSearchParams,
): Encode | undefined {
  const { kind, store } = served
  if (as === undefined && store?.form.isPlain !== false) return undefined
  const objectOf = (event: CacheEvent): ApiObject =>
    event.type === "BOOKMARK"
      ? bookmarkObject(served, event)
      : (store?.form.object(event.object) ?? event.object.object)
  if (as === undefined) return (event) => ({ type: event.type, object: objectOf(event) })
  if (as.kind !== "Table")
    return (event) => ({ type: event.type, object: partialMetadata(objectOf(event), as.apiVersion) })
  const include = includeObjectOf(query)
  let withColumns = true
  return (event) => {
    const object = objectOf(event)
    const metadata = { resourceVersion: object.metadata.resourceVersion }
    const rows = event.type === "BOOKMARK" ? [] : [object]
    const options = { apiVersion: as.apiVersion, include, nowMs: deps.clock.now(), withColumns }
    withColumns = false
    return { type: event.type, object: tableOf(kind, rows, metadata, options) }
  }
}

function bookmarkObject({ kind }: ServedKind, event: Extract<CacheEvent, { readonly type: "BOOKMARK" }>): ApiObject {
  const annotations = event.initialEventsEnd ? { annotations: { "k8s.io/initial-events-end": "true" } } : {}
  return {
    kind: kind.resource.kind,
    apiVersion: apiVersionOf(kind.resource),
    metadata: { resourceVersion: String(event.revision), creationTimestamp: undefined, ...annotations },
  }
}

function statusOf(error: unknown): TypeMeta {
  const failed =
    error instanceof StatusError ? error : failure(500, "InternalError", "Internal error occurred: the watch failed")
  return { ...failed.status, kind: "Status", apiVersion: "v1" }
}
