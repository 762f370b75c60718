import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  Role,
  RoleBinding,
  Subject,
} from "../../../apis/rbac/v1.gen.ts"
import { clusterrolebindings, clusterroles, rolebindings, roles } from "../../../apis/resources.gen.ts"
import type { Resource } from "../../../machinery/api/resource.ts"
import { apiVersionOf } from "../../../machinery/api/resource.ts"
import { splitKey } from "../../../machinery/meta/object.ts"
import type { ObjectMeta } from "../../../machinery/meta/v1.gen.ts"

export interface BootstrapPolicy {
  readonly clusterRoles: readonly ClusterRole[]
  readonly clusterRoleBindings: readonly ClusterRoleBinding[]
  readonly roles: readonly Role[]
  readonly roleBindings: readonly RoleBinding[]
}

type Draft = { readonly head: string; readonly rules: PolicyRule[] }

/**
 * Reads `resources/kubernetes/rbac.txt`: a head line a role with its rules indented below, a line a binding.
 *
 *   ClusterRole system:node-proxier
 *     list,watch | "" | endpoints,services
 *     get | urls /version
 *   ClusterRoleBinding system:node-proxier -> system:node-proxier: User system:kube-proxy
 */
export function parsePolicy(text: string): BootstrapPolicy {
  const drafts: Draft[] = []
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue
    if (line.startsWith("  ")) drafts.at(-1)?.rules.push(parseRule(line.trim()))
    else drafts.push({ head: line, rules: [] })
  }
  const of = (kind: string) => drafts.filter(({ head }) => head.startsWith(`${kind} `))
  const policy = {
    clusterRoles: of("ClusterRole").map(clusterRole),
    clusterRoleBindings: of("ClusterRoleBinding").map(({ head }) => clusterRoleBinding(head)),
    roles: of("Role").map(role),
    roleBindings: of("RoleBinding").map(({ head }) => roleBinding(head)),
  }
  return { ...policy, clusterRoles: policy.clusterRoles.map((each) => aggregate(each, policy.clusterRoles)) }
}

function parseRule(line: string): PolicyRule {
  const [verbs = "", groupsOrUrls = "", resources = "", names] = line.split(" | ")
  if (groupsOrUrls.startsWith("urls "))
    return { verbs: verbs.split(","), nonResourceURLs: groupsOrUrls.slice(5).split(",") }
  return {
    verbs: verbs.split(","),
    apiGroups: groupsOrUrls.split(",").map((group) => (group === '""' ? "" : group)),
    resources: resources.split(","),
    ...(names === undefined ? {} : { resourceNames: names.replace(/^names /, "").split(",") }),
  }
}

function clusterRole({ head, rules }: Draft): ClusterRole {
  const [, name = ""] = head.split(" ")
  const labels = jsonAfter(head, "labels=") as Record<string, string> | undefined
  const aggregates = jsonAfter(head, "aggregates=") as
    | readonly { readonly matchLabels: Record<string, string> }[]
    | undefined
  return {
    ...typeOf(clusterroles),
    metadata: metadataOf({ name }, labels),
    ...(aggregates === undefined ? {} : { aggregationRule: { clusterRoleSelectors: aggregates } }),
    rules,
  }
}

function role({ head, rules }: Draft): Role {
  const { namespace, name } = splitKey(head.split(" ")[1] ?? "")
  return { ...typeOf(roles), metadata: metadataOf({ namespace, name }), rules }
}

function clusterRoleBinding(head: string): ClusterRoleBinding {
  const [, name = "", role = "", subjects = ""] = /^\S+ (\S+) -> (\S+): ?(.*)$/.exec(head) ?? []
  return {
    ...typeOf(clusterrolebindings),
    metadata: metadataOf({ name }),
    subjects: parseSubjects(subjects),
    roleRef: { apiGroup: clusterroles.group, kind: "ClusterRole", name: role },
  }
}

function roleBinding(head: string): RoleBinding {
  const [, key = "", kind = "", role = "", subjects = ""] = /^\S+ (\S+) -> (\S+) (\S+): ?(.*)$/.exec(head) ?? []
  const { namespace, name } = splitKey(key)
  return {
    ...typeOf(rolebindings),
    metadata: metadataOf({ namespace, name }),
    subjects: parseSubjects(subjects),
    roleRef: { apiGroup: clusterroles.group, kind, name: role },
  }
}

function parseSubjects(text: string): readonly Subject[] {
  return text
    .split("; ")
    .filter((each) => each !== "")
    .map((each) => {
      const [kind = "", name = ""] = each.split(" ")
      if (kind !== "ServiceAccount") return { kind, name, apiGroup: clusterroles.group }
      return { kind, ...splitKey(name) }
    })
}

/** The rules of a role that gathers others' by their labels: what the aggregation controller would write. */
function aggregate(role: ClusterRole, all: readonly ClusterRole[], seen: ReadonlySet<string> = new Set()): ClusterRole {
  const selectors = role.aggregationRule?.clusterRoleSelectors
  const name = role.metadata.name ?? ""
  if (selectors === undefined || seen.has(name)) return role
  const parts = all.filter(
    (each) =>
      each !== role &&
      selectors.some(({ matchLabels = {} }) =>
        Object.entries(matchLabels).every(([key, value]) => each.metadata.labels?.[key] === value),
      ),
  )
  const rules = parts.flatMap((part) => aggregate(part, all, new Set([...seen, name])).rules ?? [])
  return { ...role, rules: [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()] }
}

function metadataOf(
  named: { readonly name: string; readonly namespace?: string },
  labels: Record<string, string> = {},
): ObjectMeta {
  return {
    ...named,
    labels: { "kubernetes.io/bootstrapping": "rbac-defaults", ...labels },
    annotations: { "rbac.authorization.kubernetes.io/autoupdate": "true" },
  }
}

function typeOf(resource: Resource) {
  return { apiVersion: apiVersionOf(resource), kind: resource.kind }
}

function jsonAfter(head: string, mark: string): unknown {
  const at = head.indexOf(` ${mark}`)
  if (at < 0) return undefined
  const rest = head.slice(at + 1 + mark.length)
  const next = rest.indexOf(" aggregates=")
  return JSON.parse(next < 0 ? rest : rest.slice(0, next))
}
