import { apiVersionOf } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { notFound } from "../../machinery/status/status-error.ts"
import { unstored } from "../registry/store-context.ts"
import { negotiate } from "./answer/negotiate.ts"
import { objectAnswer } from "./answer/object-answer.ts"
import { partialMetadata } from "./answer/partial-metadata.ts"
import { includeObjectOf, tableOf } from "./answer/table.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { queryOf } from "./query.ts"
import type { Endpoint, EndpointDeps, ServedKind } from "./resource-endpoint.ts"
import { objectResponse } from "./respond.ts"

/** Objects that nobody keeps: component statuses. */
export const virtualGet: Endpoint = async (exchange, served, deps) => {
  const { name } = exchange.info
  const found = (await objectsOf(served, deps)).find((object) => object.metadata.name === name)
  if (found === undefined) throw notFound(served.kind.resource, name)
  return objectAnswer(exchange, served, deps, { object: unstored(found) })
}

export const virtualList: Endpoint = async (exchange, served, deps) => {
  const { kind } = served
  const objects = await objectsOf(served, deps)
  const representation = negotiate(exchange, ["Table", "PartialObjectMetadataList"], kind.resource)
  const { as } = representation
  if (as?.kind === "Table") {
    const include = includeObjectOf(queryOf(exchange.request.query))
    const options = { apiVersion: as.apiVersion, include, nowMs: deps.clock.now() }
    return objectResponse(200, tableOf(kind, objects, {}, options), representation)
  }
  const head = as ?? { kind: `${kind.resource.kind}List`, apiVersion: apiVersionOf(kind.resource) }
  const items = as === undefined ? objects : objects.map((object) => partialMetadata(object, as.apiVersion))
  return objectResponse(200, { kind: head.kind, apiVersion: head.apiVersion, metadata: {}, items }, representation)
}

async function objectsOf({ kind }: ServedKind, { virtualObjects }: EndpointDeps): Promise<readonly ApiObject[]> {
  const make = virtualObjects[kind.resource.plural]
  if (make === undefined) throw methodNotAllowed()
  return make()
}
