import type { Authorizer } from "../authorization/authorizer.ts"
import { refusal } from "../authorization/forbidden.ts"
import type { Filter } from "./filter.ts"

/** What nobody allows is refused. */
export function newAuthorize(authorizer: Authorizer): Filter {
  return (exchange, next) => {
    const { verdict, reason } = authorizer.authorize(exchange.user, exchange.info)
    if (verdict !== "allow") throw refusal(exchange.user, exchange.info, reason)
    return next(exchange)
  }
}
