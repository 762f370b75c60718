import { apiVersionOf } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { failure, StatusError } from "../../machinery/status/status-error.ts"
import type { CacheEvent, WatchBatch, WatchSink } from "../cacher/cacher.ts"
import type { Sink } from "../request.ts"
import { negotiate, type View } from "./answer/negotiate.ts"
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
  const { as } = negotiate(exchange.request, ["Table", "PartialObjectMetadata"])
  const selection = readSelection(served.kind, namespaceOf(exchange, served), query)
  const { start, bookmarks, timeoutSeconds } = readWatchOptions(query)
  const seconds = timeoutSeconds || defaultTimeoutSeconds * (1 + deps.random.next())
  const encode = encoderOf(served, deps, as, query)
  return {
    status: 200,
    headers: headersFor({ format: "json" }),
    async run(sink, signal) {
      try {
        await store.cacher.watch(
          { ...selection, start, bookmarks, timeoutMs: seconds * 1000, signal },
          encode === undefined ? plainSink(sink) : encodingSink(sink, encode),
        )
      } catch (error) {
        if (signal.aborted) return
        sink.write(errorFrame(error))
      }
    },
  }
}

type Encode = (event: CacheEvent) => object

function plainSink(sink: Sink): WatchSink {
  return { write: (batch) => sink.write(batch.bytes), drained: (signal) => sink.drained(signal) }
}

function encodingSink(sink: Sink, encode: Encode): WatchSink {
  return {
    write: ({ events }: WatchBatch) =>
      sink.write(Buffer.from(events.map((event) => `${JSON.stringify(encode(event))}\n`).join(""))),
    drained: (signal) => sink.drained(signal),
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

function errorFrame(error: unknown): Uint8Array {
  const failed =
    error instanceof StatusError ? error : failure(500, "InternalError", "Internal error occurred: the watch failed")
  return Buffer.from(`${JSON.stringify({ type: "ERROR", object: failed.status })}\n`)
}
