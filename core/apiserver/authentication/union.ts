import type { UserInfo } from "../../machinery/api/kind.ts"
import { unauthorized } from "../../machinery/status/status-error.ts"
import type { ApiRequest } from "../request.ts"
import type { Authenticator } from "./authenticator.ts"
import { anonymous, groups } from "./users.ts"

/**
 * Asks each authenticator in turn; whom none knows is `system:anonymous`. A bearer token that none accepts is refused:
 * wrong credentials are not the same as none.
 */
export function newUnionAuthenticator(members: readonly Authenticator[]): {
  authenticate(request: ApiRequest): Promise<UserInfo>
} {
  return {
    async authenticate(request) {
      if (request.user !== undefined) return withAuthenticated(request.user)
      for (const member of members) {
        const user = await member.authenticate(request)
        if (user !== undefined) return user
      }
      if (bearerTokenOf(request) !== undefined) throw unauthorized()
      return anonymous
    },
  }
}

/** From the Authorization header, or from the WebSocket subprotocol a browser has to use instead. */
export function bearerTokenOf({ headers }: Pick<ApiRequest, "headers">): string | undefined {
  const [scheme, token] = (headers["authorization"] ?? "").trim().split(/\s+/, 2)
  if (scheme?.toLowerCase() === "bearer" && token) return token
  const prefix = "base64url.bearer.authorization.k8s.io."
  const protocols = (headers["sec-websocket-protocol"] ?? "").split(",").map((each) => each.trim())
  const found = protocols.find((each) => each.startsWith(prefix))
  return found === undefined ? undefined : decodeBase64Url(found.slice(prefix.length))
}

function withAuthenticated(user: UserInfo): UserInfo {
  if (user.groups.includes(groups.authenticated) || user.groups.includes(groups.unauthenticated)) return user
  return { ...user, groups: [...user.groups, groups.authenticated] }
}

function decodeBase64Url(text: string): string | undefined {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/"))
  } catch {
    return undefined
  }
}
