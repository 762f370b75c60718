import type { UserInfo } from "../../machinery/api/kind.ts"
import type { ApiRequest } from "../request.ts"
import type { Filter } from "./filter.ts"

/** Everyone is someone: an authenticator at the head of the chain falls back on anonymous. */
export interface RequestAuthenticator {
  authenticate(request: ApiRequest): Promise<UserInfo>
}

export function newAuthenticate(authenticator: RequestAuthenticator): Filter {
  return async (exchange, next) => next({ ...exchange, user: await authenticator.authenticate(exchange.request) })
}
