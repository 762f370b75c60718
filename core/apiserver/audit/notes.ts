import type { UserInfo } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"

/** What the stages of a request write down on its way, for the audit log. There only where the request is in it. */
export interface AuditNotes {
  impersonatedUser?: UserInfo
  authorization?: { readonly decision: "allow" | "forbid"; readonly reason: string }
  /** What was written: a create's name and uid are in no URL. */
  object?: ApiObject
}
