import type { Authorizer } from "../authorization/authorizer.ts"
import { refusal } from "../authorization/forbidden.ts"
import type { RequestInfo } from "../request.ts"
import type { Exchange, Filter } from "./filter.ts"

/** What nobody allows is refused. */
export function newAuthorize(authorizer: Authorizer): Filter {
  return (exchange, next) => {
    for (const need of needsOf(exchange)) {
      const { verdict, reason } = authorizer.authorize(exchange.user, need)
      if (exchange.audit !== undefined) {
        exchange.audit.authorization = { decision: verdict === "allow" ? "allow" : "forbid", reason }
      }
      if (verdict !== "allow") throw refusal(exchange.user, need, reason)
    }
    return next(exchange)
  }
}

const doors: readonly string[] = ["exec", "attach", "portforward"]

/**
 * A WebSocket can only begin with GET: who opens a door into a pod by one needs the right to create it all the same
 * (Kubernetes' `AuthorizePodWebsocketUpgradeCreatePermission`, on since 1.35).
 */
function needsOf({ info, request }: Exchange): readonly RequestInfo[] {
  const opensDoor = info.verb === "get" && info.plural === "pods" && doors.includes(info.subresource)
  if (!opensDoor || request.headers["upgrade"] === undefined) return [info]
  return [info, { ...info, verb: "create" }]
}
