import { objectAnswer } from "./answer/object-answer.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { queryOf, resourceVersionOf } from "./query.ts"
import { type Endpoint, namespaceOf } from "./resource-endpoint.ts"
import { virtualGet } from "./virtual.ts"

/** `GET …/pods/web`: the bytes that the cache has, untouched. */
export const getObject: Endpoint = async (exchange, served, deps) => {
  if (served.kind.virtual === true) return virtualGet(exchange, served, deps)
  if (served.store === undefined) throw methodNotAllowed()
  const { info, request } = exchange
  const atLeast = resourceVersionOf(queryOf(request.query))
  const at = { namespace: namespaceOf(exchange, served), name: info.name }
  const object = await served.store.get(at, {
    ...(atLeast === undefined ? {} : { atLeast }),
    signal: request.signal,
  })
  return objectAnswer(exchange, served, deps, { object })
}
