import type { ScaleSubresource } from "../../machinery/api/kind.ts"
import { unstored } from "../registry/store-context.ts"
import { negotiate } from "./answer/negotiate.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { type Endpoint, namespaceOf, type ServedKind } from "./resource-endpoint.ts"
import { bytesResponse, warningHeaders } from "./respond.ts"
import { readScaleChange } from "./scale-change.ts"
import { scaleType, scaleViewOf } from "./scale-view.ts"
import { subresourceOf } from "./subresource.ts"
import { writeRequestOf } from "./write-request.ts"

/** `…/deployments/web/scale`: how many, of whatever it is. */
export const scaleObject: Endpoint = async (exchange, served, deps) => {
  const { store, kind } = served
  const scale = scaleOf(served, exchange.info.subresource)
  if (store === undefined || scale === undefined) throw methodNotAllowed()
  const representation = negotiate(exchange, [], scaleType)
  const at = { namespace: namespaceOf(exchange, served), name: exchange.info.name }
  if (exchange.info.verb === "get") {
    const { object } = await store.get(at, { signal: exchange.request.signal })
    return bytesResponse(200, unstored(scaleViewOf(object, scale)).bytes, representation)
  }
  const warnings: string[] = []
  const warn = (warning: string) => warnings.push(warning)
  const { options, ...change } = await readScaleChange(exchange, { kind, scale, at, deps, warn })
  const request = { ...writeRequestOf(exchange, served, deps, options), warn }
  const { object } = await store.update(at, { ...request, ...change, subresource: "scale" })
  const bytes = unstored(scaleViewOf(object.object, scale)).bytes
  return bytesResponse(200, bytes, representation, warningHeaders(warnings))
}

function scaleOf({ kind }: ServedKind, name: string): ScaleSubresource | undefined {
  const found = subresourceOf(kind, name)
  return found?.type === "scale" ? found : undefined
}
