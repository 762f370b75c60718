import type { ApiObject } from "../../machinery/meta/object.ts"
import { negotiate } from "./answer/negotiate.ts"
import { objectAnswer } from "./answer/object-answer.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { applyFrom } from "./patch-apply.ts"
import { decodePatched, readPatch } from "./patch-types.ts"
import { type Endpoint, namespaceOf } from "./resource-endpoint.ts"
import { partOf } from "./subresource.ts"
import { checkName } from "./update.ts"
import { readWriteOptions } from "./write-options.ts"
import { writeRequestOf } from "./write-request.ts"

/** `PATCH …/pods/web` in each of the four languages: JSON, merge, strategic merge, apply. */
export const patchObject: Endpoint = async (exchange, served, deps) => {
  const { kind, store } = served
  if (store === undefined) throw methodNotAllowed()
  negotiate(exchange, ["Table", "PartialObjectMetadata"], kind.resource)
  const patch = await readPatch(exchange.request)
  const isApply = patch.type === "apply"
  const options = readWriteOptions(exchange, "PatchOptions", { isApply })
  const request = writeRequestOf(exchange, served, deps, options)
  const at = { namespace: namespaceOf(exchange, served), name: exchange.info.name }
  const part = partOf(kind, exchange.info.subresource)
  const patched =
    patch.type === "apply"
      ? applyFrom(patch.text, kind, at, { ...options, part, deps, nowMs: request.facts.nowMs, warn: request.warn })
      : (current: ApiObject | undefined) =>
          decodePatched(patch, kind, current, { ...options, ...deps, warn: request.warn }, at.name)
  const change = (current: ApiObject | undefined): ApiObject => {
    const object = patched(current)
    checkName(object, at.name)
    return kind.strategy.defaults(object)
  }
  const { object, created } = await store.update(at, {
    ...request,
    change,
    ...(part === undefined ? {} : { part }),
    createsMissing: isApply && part === undefined,
    ownsFields: isApply,
  })
  return objectAnswer(exchange, served, deps, { status: created ? 201 : 200, object, warnings: request.warnings })
}
