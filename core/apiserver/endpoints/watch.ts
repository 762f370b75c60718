import type { ApiObject } from "../../machinery/meta/object.ts"
import type { TypeMeta } from "../../machinery/protobuf/protobuf.ts"
import { failure, StatusError } from "../../machinery/status/status-error.ts"
import type { CacheEvent } from "../cacher/cacher.ts"
import { bookmarkObject } from "../cacher/watch-batch.ts"
import { negotiate, type View } from "./answer/negotiate.ts"
import { partialMetadata } from "./answer/partial-metadata.ts"
import { includeObjectOf, tableOf } from "./answer/table.ts"
import { type EncodeEvent, watchWriter } from "./answer/watch-writer.ts"
import { readWatchOptions } from "./list-options.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { queryOf } from "./query.ts"
import { type Endpoint, type EndpointDeps, namespaceOf, type ServedKind } from "./resource-endpoint.ts"
import { readSelection } from "./selection.ts"

/** A watch that names no time lasts this long, and up to twice as long, so that not all come again at once. */
const defaultTimeoutSeconds = 1800

/** `GET …/pods?watch=true`: lines of JSON or frames of protobuf, made once for all who watch the same. */
export const watchObjects: Endpoint = async (exchange, served, deps) => {
  const { store } = served
  if (store === undefined) throw methodNotAllowed()
  const query = queryOf(exchange.request.query)
  const representation = negotiate(exchange, ["Table", "PartialObjectMetadata"], served.kind.resource, {
    isStream: true,
  })
  const selection = readSelection(served.kind, namespaceOf(exchange, served), query)
  const { start, bookmarks, timeoutSeconds } = readWatchOptions(query)
  const seconds = timeoutSeconds || defaultTimeoutSeconds * (1 + deps.random.next())
  const encode = encoderOf(served, deps, representation.as, query)
  const writer = watchWriter(representation, encode)
  return {
    status: 200,
    headers: writer.headers,
    async run(sink, signal) {
      try {
        await store.cacher.watch(
          { ...selection, start, bookmarks, timeoutMs: Math.max(0, seconds) * 1000, signal },
          {
            write: (batch) => sink.write(writer.batch(batch)),
            drained: (sinkSignal) => sink.drained(sinkSignal),
          },
        )
      } catch (error) {
        if (signal.aborted) return
        sink.write(writer.failure(statusOf(error)))
      }
    },
  }
}

/** Undefined: the cache's own lines will do. */
function encoderOf(
  served: ServedKind,
  deps: EndpointDeps,
  as: View | undefined,
  query: URLSearchParams,
): EncodeEvent | undefined {
  const { kind, store } = served
  if (as === undefined && store?.form.isPlain !== false) return undefined
  const objectOf = (event: CacheEvent): ApiObject =>
    event.type === "BOOKMARK"
      ? bookmarkObject(kind.resource, event)
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

function statusOf(error: unknown): TypeMeta {
  const failed =
    error instanceof StatusError ? error : failure(500, "InternalError", "Internal error occurred: the watch failed")
  return { ...failed.status, kind: "Status", apiVersion: "v1" }
}
