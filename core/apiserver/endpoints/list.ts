import { apiVersionOf } from "../../machinery/api/resource.ts"
import { encodeListOf } from "../../machinery/protobuf/list-message.ts"
import type { Protobuf } from "../../machinery/protobuf/protobuf.ts"
import type { CachedList } from "../cacher/cacher.ts"
import { encodeList } from "../cacher/list-body.ts"
import type { ApiResponse } from "../request.ts"
import { negotiate, type View } from "./answer/negotiate.ts"
import { partialMetadata } from "./answer/partial-metadata.ts"
import { includeObjectOf, type TableOptions, tableOf } from "./answer/table.ts"
import { readListOptions } from "./list-options.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { queryOf } from "./query.ts"
import { type Endpoint, namespaceOf, type ServedKind } from "./resource-endpoint.ts"
import { bytesResponse, headersFor, objectResponse } from "./respond.ts"
import { readSelection } from "./selection.ts"
import { virtualList } from "./virtual.ts"

/** `GET …/pods`: the objects' own bytes, one after the other. */
export const listObjects: Endpoint = async (exchange, served, deps) => {
  if (served.kind.virtual === true) return virtualList(exchange, served, deps)
  if (served.store === undefined) throw methodNotAllowed()
  const query = queryOf(exchange.request.query)
  const representation = negotiate(exchange, ["Table", "PartialObjectMetadataList"], served.kind.resource)
  const selection = readSelection(served.kind, namespaceOf(exchange, served), query)
  const list = await served.store.cacher.list({
    ...selection,
    ...readListOptions(query),
    signal: exchange.request.signal,
  })
  const { as } = representation
  if (as !== undefined) {
    const include = includeObjectOf(query)
    return objectResponse(200, viewOf(as, served, list, { include, nowMs: deps.clock.now() }), representation)
  }
  if (representation.format === "protobuf") return protobufList(served, list, representation.protobuf)
  return bytesResponse(200, bytesOf(served, list), representation)
}

export function listMetadata(
  list: Pick<CachedList, "revision" | "continue" | "remaining">,
): Readonly<Record<string, unknown>> {
  return {
    resourceVersion: String(list.revision),
    ...(list.continue === undefined ? {} : { continue: list.continue }),
    ...(list.remaining === undefined ? {} : { remainingItemCount: list.remaining }),
  }
}

function bytesOf({ kind, store }: ServedKind, list: CachedList): Uint8Array | readonly Uint8Array[] {
  const head = { kind: `${kind.resource.kind}List`, apiVersion: apiVersionOf(kind.resource) }
  if (store === undefined || store.form.isPlain) {
    const { revision, objects, remaining } = list
    const version = { resourceVersion: String(revision), continue: list.continue, remaining }
    return encodeList({ ...head, ...version }, objects, { bareItems: true })
  }
  const items = list.objects.map((object) => {
    const { kind: _, apiVersion: __, ...item } = store.form.object(object)
    return item
  })
  return Buffer.from(JSON.stringify({ ...head, metadata: listMetadata(list), items }))
}

function protobufList({ kind: { resource }, store }: ServedKind, list: CachedList, protobuf: Protobuf): ApiResponse {
  const apiVersion = apiVersionOf(resource)
  const meta = { kind: resource.kind, apiVersion }
  const items = list.objects.map((object) =>
    store === undefined || store.form.isPlain
      ? object.message(protobuf)
      : protobuf.encodeMessage(meta, store.form.object(object)),
  )
  const empty = { kind: `${resource.kind}List`, apiVersion, metadata: listMetadata(list) }
  return { status: 200, headers: headersFor({ format: "protobuf" }), body: encodeListOf(protobuf, empty, items) }
}

function viewOf(
  as: View,
  { kind, store }: ServedKind,
  list: CachedList,
  table: Pick<TableOptions, "include" | "nowMs">,
): object {
  const objects = list.objects.map((object) => store?.form.object(object) ?? object.object)
  const metadata = listMetadata(list)
  if (as.kind === "Table") return tableOf(kind, objects, metadata, { apiVersion: as.apiVersion, ...table })
  const items = objects.map((object) => partialMetadata(object, as.apiVersion))
  return { kind: as.kind, apiVersion: as.apiVersion, metadata, items }
}
