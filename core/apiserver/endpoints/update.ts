import type { ApiObject } from "../../machinery/meta/object.ts"
import { badRequest } from "../../machinery/status/status-error.ts"
import { negotiate } from "./answer/negotiate.ts"
import { objectAnswer } from "./answer/object-answer.ts"
import { readObject } from "./body.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { type Endpoint, namespaceOf } from "./resource-endpoint.ts"
import { partOf } from "./subresource.ts"
import { readWriteOptions } from "./write-options.ts"
import { writeRequestOf } from "./write-request.ts"

/** `PUT …/pods/web`, and through the doors of its parts: `…/web/status`. */
export const updateObject: Endpoint = async (exchange, served, deps) => {
  const { kind, store } = served
  if (store === undefined) throw methodNotAllowed()
  negotiate(exchange, ["Table", "PartialObjectMetadata"], kind.resource)
  const options = readWriteOptions(exchange, "UpdateOptions")
  const request = writeRequestOf(exchange, served, deps, options)
  const body = await readObject(exchange.request, kind.resource, {
    ...deps,
    validation: options.fieldValidation,
    warn: request.warn,
  })
  const at = { namespace: namespaceOf(exchange, served), name: exchange.info.name }
  checkName(body, at.name)
  const wanted = kind.strategy.defaults(body)
  const part = partOf(kind, exchange.info.subresource)
  const { object, created } = await store.update(at, {
    ...request,
    change: () => wanted,
    uid: body.metadata.uid,
    ...(part === undefined ? {} : { part }),
  })
  return objectAnswer(exchange, served, deps, { status: created ? 201 : 200, object, warnings: request.warnings })
}

/** What the object calls itself must be what the URL calls it. */
export function checkName(object: ApiObject, name: string): void {
  const own = object.metadata.name ?? ""
  if (own === name) return
  if (own === "") {
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`)
  }
  throw badRequest(`the name of the object (${own}) does not match the name on the URL (${name})`)
}
