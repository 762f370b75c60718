import type { UserInfo } from "../../machinery/api/kind.ts"
import { groups } from "../authentication/users.ts"
import type { RequestInfo } from "../request.ts"
import type { Authorizer, Decision } from "./authorizer.ts"

/** Paths that anyone may see, so that probes need no credentials (kube-apiserver `--authorization-always-allow-paths`). */
const openPaths: readonly string[] = ["/healthz", "/livez", "/readyz"]

/** The first of the members with an opinion decides. `system:masters` and the health paths need none. */
export function newUnionAuthorizer(members: readonly Authorizer[]): Authorizer {
  return {
    authorize(user: UserInfo, what: RequestInfo): Decision {
      if (!what.isResource && openPaths.some((open) => what.path === open || what.path.startsWith(`${open}/`))) {
        return { verdict: "allow", reason: "" }
      }
      if (user.groups.includes(groups.masters)) return { verdict: "allow", reason: "" }
      for (const member of members) {
        const decision = member.authorize(user, what)
        if (decision.verdict !== "no-opinion") return decision
      }
      return { verdict: "no-opinion", reason: "" }
    },
  }
}
