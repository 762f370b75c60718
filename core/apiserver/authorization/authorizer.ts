import type { UserInfo } from "../../machinery/api/kind.ts"
import type { RequestInfo } from "../request.ts"

/** May this user do that? Synchronous: it reads what is in memory. */
export interface Authorizer {
  authorize(user: UserInfo, what: RequestInfo): Decision
}

export interface Decision {
  readonly verdict: "allow" | "deny" | "no-opinion"
  /** Kept for the answer of a SubjectAccessReview. */
  readonly reason: string
}
