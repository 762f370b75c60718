import { bytesResponse } from "./respond.ts"
import type { PathHandler } from "./router.ts"

/** The public half of the key that signs service accounts' tokens (OpenID Connect discovery). */
export interface OpenIdDocuments {
  discovery(): unknown
  jwks(): Promise<unknown>
}

export function newOpenId(documents: OpenIdDocuments | undefined): PathHandler {
  return async ({ request }) => {
    if (documents === undefined) return undefined
    const shared = { "cache-control": "public, max-age=3600" }
    if (request.path === "/.well-known/openid-configuration") return answer(documents.discovery(), "application/json")
    if (request.path === "/openid/v1/jwks") return answer(await documents.jwks(), "application/jwk-set+json")
    return undefined

    function answer(body: unknown, type: string) {
      return bytesResponse(200, Buffer.from(JSON.stringify(body)), undefined, { ...shared, "content-type": type })
    }
  }
}
