import type { ApiObject } from "../../machinery/meta/object.ts"

/** Signs a service account's token; what the `token` subresource needs. */
export interface TokenIssuer {
  issue(request: {
    readonly serviceAccount: ApiObject
    readonly audiences: readonly string[]
    readonly expirationSeconds: number
    readonly boundTo?: ApiObject | undefined
  }): Promise<{ readonly token: string; readonly expirationTimestamp: string }>
}
