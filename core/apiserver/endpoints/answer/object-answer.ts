import { apiVersionOf } from "../../../machinery/api/resource.ts"
import type { Exchange } from "../../filters/filter.ts"
import type { Served } from "../../registry/store-context.ts"
import type { ApiResponse } from "../../request.ts"
import { queryOf } from "../query.ts"
import type { EndpointDeps, ServedKind } from "../resource-endpoint.ts"
import { bytesResponse, messageResponse, objectResponse, warningHeaders } from "../respond.ts"
import { negotiate } from "./negotiate.ts"
import { partialMetadata } from "./partial-metadata.ts"
import { includeObjectOf, tableOf } from "./table.ts"

/** One object, in the form the client asked for. */
export function objectAnswer(
  exchange: Exchange,
  { kind }: ServedKind,
  deps: Pick<EndpointDeps, "clock">,
  {
    status = 200,
    object,
    warnings = [],
  }: { readonly status?: number; readonly object: Served; readonly warnings?: readonly string[] },
): ApiResponse {
  if (exchange.audit !== undefined) exchange.audit.object = object.object
  const representation = negotiate(exchange, ["Table", "PartialObjectMetadata"], kind.resource)
  const headers = warningHeaders(warnings)
  const { as } = representation
  if (as === undefined && representation.format === "protobuf") {
    const meta = { apiVersion: apiVersionOf(kind.resource), kind: kind.resource.kind }
    const { protobuf } = representation
    const message = object.message?.(protobuf) ?? protobuf.encodeMessage(meta, object.object)
    return messageResponse(status, meta, message, headers)
  }
  if (as === undefined) return bytesResponse(status, object.bytes, representation, headers)
  if (as.kind === "PartialObjectMetadata") {
    return objectResponse(status, partialMetadata(object.object, as.apiVersion), representation, headers)
  }
  const { resourceVersion } = object.object.metadata
  const include = includeObjectOf(queryOf(exchange.request.query))
  const table = tableOf(kind, [object.object], resourceVersion === undefined ? {} : { resourceVersion }, {
    apiVersion: as.apiVersion,
    include,
    nowMs: deps.clock.now(),
  })
  return objectResponse(status, table, representation, headers)
}
