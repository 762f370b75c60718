import type { PolicyRule, RoleRef } from "../../../apis/rbac/v1.gen.ts"
import { clusterrolebindings, clusterroles, rolebindings, roles } from "../../../apis/resources.gen.ts"
import type { UserInfo } from "../../../machinery/api/kind.ts"
import type { ObjectSource } from "../../object-source.ts"
import type { RequestInfo } from "../../request.ts"
import type { Authorizer, Decision } from "../authorizer.ts"
import { ruleAllows } from "./rule.ts"
import { appliesTo } from "./subjects.ts"

/** What a user may do, and by which binding. */
export interface Grants {
  readonly clusterWide: readonly Grant[]
  readonly byNamespace: ReadonlyMap<string, readonly Grant[]>
}

export interface Grant {
  /** For the reason: `ClusterRoleBinding "cluster-admin" of ClusterRole "cluster-admin" to Group "system:masters"`. */
  readonly why: string
  readonly rules: readonly PolicyRule[]
}

/** How many users' grants are kept; they are found again from the roles when the map was cleared. */
const usersMax = 2_000

/**
 * Role-based access control. A user's grants are gathered once and kept until any role or binding changes, so that a
 * request costs a walk over that user's own rules.
 */
export class RbacAuthorizer implements Authorizer {
  readonly #source: ObjectSource
  readonly #byUser = new Map<string, Grants>()

  constructor(source: ObjectSource) {
    this.#source = source
    for (const resource of [clusterroles, clusterrolebindings, roles, rolebindings]) {
      source.onChange(resource, () => this.#byUser.clear())
    }
  }

  authorize(user: UserInfo, what: RequestInfo): Decision {
    const grants = this.grantsOf(user)
    const found = findGrant(grants.clusterWide, what) ?? findGrant(grants.byNamespace.get(what.namespace) ?? [], what)
    if (found !== undefined) return { verdict: "allow", reason: `RBAC: allowed by ${found.why}` }
    return { verdict: "no-opinion", reason: "" }
  }

  /** All rules the user has in a namespace, for SelfSubjectRulesReview and the escalation check. */
  rulesOf(user: UserInfo, namespace: string): readonly PolicyRule[] {
    const grants = this.grantsOf(user)
    return [...grants.clusterWide, ...(namespace === "" ? [] : (grants.byNamespace.get(namespace) ?? []))].flatMap(
      (grant) => grant.rules,
    )
  }

  grantsOf(user: UserInfo): Grants {
    const key = JSON.stringify([user.name, user.groups])
    const known = this.#byUser.get(key)
    if (known !== undefined) return known
    const grants = this.#gather(user)
    if (this.#byUser.size >= usersMax) this.#byUser.clear()
    this.#byUser.set(key, grants)
    return grants
  }

  #gather(user: UserInfo): Grants {
    const clusterWide: Grant[] = []
    for (const { metadata, subjects, roleRef } of this.#source.list(clusterrolebindings)) {
      if (!appliesTo(user, subjects ?? [], "")) continue
      clusterWide.push({
        why: describe("ClusterRoleBinding", metadata.name ?? "", roleRef),
        rules: this.rulesOfRole(roleRef, "") ?? [],
      })
    }
    const byNamespace = new Map<string, Grant[]>()
    for (const { metadata, subjects, roleRef } of this.#source.list(rolebindings)) {
      const { namespace = "", name = "" } = metadata
      if (!appliesTo(user, subjects ?? [], namespace)) continue
      const grants = byNamespace.get(namespace) ?? []
      grants.push({
        why: describe("RoleBinding", `${name}/${namespace}`, roleRef),
        rules: this.rulesOfRole(roleRef, namespace) ?? [],
      })
      byNamespace.set(namespace, grants)
    }
    return { clusterWide, byNamespace }
  }

  /** Undefined when there is no such role. */
  rulesOfRole(roleRef: RoleRef, namespace: string): readonly PolicyRule[] | undefined {
    if (roleRef.kind === "ClusterRole") {
      const role = this.#source.get(clusterroles, { name: roleRef.name })
      return role && (role.rules ?? [])
    }
    const role = this.#source.get(roles, { namespace, name: roleRef.name })
    return role && (role.rules ?? [])
  }
}

function findGrant(grants: readonly Grant[], what: RequestInfo): Grant | undefined {
  return grants.find((grant) => grant.rules.some((rule) => ruleAllows(rule, what)))
}

function describe(kind: string, name: string, roleRef: RoleRef): string {
  return `${kind} "${name}" of ${roleRef.kind} "${roleRef.name}"`
}
