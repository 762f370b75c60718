import type { AdmissionAttributes } from "../../admission/plugin.ts"
import { methodNotAllowed } from "../method-not-allowed.ts"
import { queryOf } from "../query.ts"
import { type Endpoint, namespaceOf } from "../resource-endpoint.ts"
import { subresourceOf } from "../subresource.ts"
import { destinationOf, parseDoor } from "./destination.ts"
import { forwardRequest } from "./forward-request.ts"
import { forwardUpgrade } from "./forward-upgrade.ts"
import { restOf } from "./rest-of-path.ts"

/** Streams to a node or into a pod: checked here, then handed through byte by byte. */
export const connectObject: Endpoint = async (exchange, served, deps) => {
  const { info, request, user } = exchange
  const { kind, store } = served
  const subresource = subresourceOf(kind, info.subresource)
  if (store === undefined || subresource?.type !== "connect") throw methodNotAllowed()
  const isProxy = subresource.name === "proxy"
  const door = isProxy ? parseDoor(info.name) : { scheme: undefined, name: info.name, port: "" }
  const at = { namespace: namespaceOf(exchange, served), name: door.name }
  const { object } = await store.get(at, { signal: request.signal })
  const attributes: AdmissionAttributes = {
    operation: "connect",
    kind,
    subresource: subresource.name,
    ...at,
    object: undefined,
    old: object,
    facts: { nowMs: deps.clock.now(), user, namespace: at.namespace, dryRun: false },
  }
  await deps.admission.validate(attributes)
  const named = { scheme: door.scheme ?? "", port: door.port }
  const target = subresource.target(object, queryOf(request.query), restOf(request.path), named)
  const destination = destinationOf(target, deps.nodes, request.query, door)
  if (request.headers["upgrade"] !== undefined) return forwardUpgrade(destination, request)
  return forwardRequest(destination, request, { statusOfFailures: !isProxy })
}
