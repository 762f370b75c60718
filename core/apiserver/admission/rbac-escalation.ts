import type { ClusterRole, ClusterRoleBinding, PolicyRule, RoleBinding } from "../../apis/rbac/v1.gen.ts"
import type { UserInfo } from "../../machinery/api/kind.ts"
import { groupResourceOf } from "../../machinery/api/resource.ts"
import { forbidden, notFound } from "../../machinery/status/status-error.ts"
import { groups } from "../authentication/users.ts"
import type { Authorizer } from "../authorization/authorizer.ts"
import { compact, formatRule, notCovered } from "../authorization/rbac/escalation.ts"
import type { RbacAuthorizer } from "../authorization/rbac/rbac-authorizer.ts"
import type { RequestInfo } from "../request.ts"
import type { AdmissionAttributes, AdmissionPlugin } from "./plugin.ts"

const group = "rbac.authorization.k8s.io"

/**
 * Nobody makes a role with more than they may do, or binds one, unless they may `escalate` or `bind` it.
 * Kubernetes does this in the roles' own storage; here it is a rule like the other rules.
 */
export function newRbacEscalation({
  rbac,
  authorizer,
}: {
  readonly rbac: RbacAuthorizer
  readonly authorizer: Authorizer
}): AdmissionPlugin {
  return {
    name: "RBACEscalation",
    validate(attributes) {
      const { kind, object, operation, facts } = attributes
      if (kind.resource.group !== group || object === undefined || (operation !== "create" && operation !== "update"))
        return
      if (facts.user.groups.includes(groups.masters)) return
      if (kind.resource.kind.endsWith("Binding")) checkBinding(attributes, rbac, authorizer)
      else checkRole(attributes, rbac, authorizer)
    },
  }
}

function checkRole(attributes: AdmissionAttributes, rbac: RbacAuthorizer, authorizer: Authorizer): void {
  const role = attributes.object as ClusterRole // of the rbac group and no binding
  const before = (attributes.old as ClusterRole | undefined)?.rules
  if (JSON.stringify(before) === JSON.stringify(role.rules)) return
  if (may(authorizer, attributes, "escalate", attributes.kind.resource.plural, attributes.name)) return
  refuseMore(attributes, rbac, role.rules ?? [])
}

function checkBinding(attributes: AdmissionAttributes, rbac: RbacAuthorizer, authorizer: Authorizer): void {
  const binding = attributes.object as RoleBinding | ClusterRoleBinding // of the rbac group, ending in Binding
  const before = attributes.old as RoleBinding | ClusterRoleBinding | undefined
  if (
    before !== undefined &&
    JSON.stringify([before.subjects, before.roleRef]) === JSON.stringify([binding.subjects, binding.roleRef])
  )
    return
  const plural = binding.roleRef.kind === "ClusterRole" ? "clusterroles" : "roles"
  if (may(authorizer, attributes, "bind", plural, binding.roleRef.name)) return
  const rules = rbac.rulesOfRole(binding.roleRef, attributes.namespace)
  if (rules === undefined) throw notFound({ group, plural }, binding.roleRef.name)
  refuseMore(attributes, rbac, rules)
}

function refuseMore(
  { facts, namespace, kind, name }: AdmissionAttributes,
  rbac: RbacAuthorizer,
  wanted: readonly PolicyRule[],
): void {
  const missing = compact(notCovered(rbac.rulesOf(facts.user, namespace), wanted))
  if (missing.length === 0) return
  const who = describeUser(facts.user)
  const detail = `${who} is attempting to grant RBAC permissions not currently held:\n${missing.map(formatRule).join("\n")}`
  throw forbidden(
    { group: kind.resource.group, plural: groupResourceOf({ group: "", plural: kind.resource.plural }) },
    name,
    detail,
  )
}

function describeUser(user: UserInfo): string {
  return `user "${user.name}" (groups=${JSON.stringify(user.groups)})`
}

function may(
  authorizer: Authorizer,
  { facts, namespace }: AdmissionAttributes,
  verb: string,
  plural: string,
  name: string,
): boolean {
  const what: RequestInfo = {
    isResource: true,
    verb,
    path: "",
    group,
    version: "*",
    namespace,
    plural,
    subresource: "",
    name,
    rest: "",
  }
  return authorizer.authorize(facts.user, what).verdict === "allow"
}
