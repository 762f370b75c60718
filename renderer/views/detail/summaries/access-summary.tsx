import type { ServiceAccount } from "../../../../core/apis/core/v1.gen.ts"
import type { ClusterRole, Role, RoleBinding } from "../../../../core/apis/rbac/v1.gen.ts"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { DataTable } from "../parts/data-table.tsx"
import { Facts } from "../parts/facts.tsx"
import { ObjectLink } from "../parts/object-link.tsx"
import { namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { WordPairs } from "../parts/words.tsx"
import { UsedByCard } from "./used-by-card.tsx"

const words = texts.detail.summary.access

const ruleColumns = [
  { id: "verbs", label: words.verbs, wide: true },
  { id: "resources", label: words.resources, wide: true },
  { id: "groups", label: words.groups },
  { id: "names", label: words.names },
]

/** A role: what it allows, and to whom it is given. */
export function RoleSummary({ profile, object }: ObjectViewProps) {
  const role = object as Role & Partial<ClusterRole> // the API server sends objects of the kind that was asked for
  const rules = role.rules ?? []
  const gathered = role.aggregationRule?.clusterRoleSelectors ?? []
  const rows = rules.map((rule, at) => ({
    id: `${at}`,
    cells: [
      listOf(rule.verbs),
      listOf(rule.nonResourceURLs ?? rule.resources),
      listOf(rule.apiGroups?.map((group) => group || words.coreGroup)),
      rule.resourceNames?.join(", "),
    ],
  }))
  return (
    <>
      {gathered.length > 0 && (
        <Card title={words.aggregated}>
          {gathered.map(({ matchLabels }) => (
            <WordPairs key={JSON.stringify(matchLabels)} pairs={matchLabels} />
          ))}
        </Card>
      )}
      <Card title={words.rules} padding="flush">
        {rows.length === 0 ? (
          <p className="px-4 py-3 text-muted">{words.noRules}</p>
        ) : (
          <DataTable label={words.rules} columns={ruleColumns} rows={rows} />
        )}
      </Card>
      <UsedByCard profile={profile} object={object} />
    </>
  )
}

const subjectColumns = [
  { id: "kind", label: words.kind },
  { id: "name", label: texts.detail.summary.name, wide: true },
  { id: "namespace", label: texts.detail.summary.namespace },
]

/** A binding: which role it gives, and to whom. */
export function BindingSummary({ profile, object }: ObjectViewProps) {
  const { roleRef, subjects = [] } = object as RoleBinding // as above
  const roleNamespace = roleRef.kind === "Role" ? namespaceOf(object) : ""
  const role = {
    group: roleRef.apiGroup ?? "rbac.authorization.k8s.io",
    kind: roleRef.kind,
    namespace: roleNamespace,
    name: roleRef.name,
  }
  const rows = subjects.map(({ kind, name, namespace = "" }) => ({
    id: `${kind}/${namespace}/${name}`,
    cells: [kind, <ObjectLink key="name" profile={profile} to={{ group: "", kind, namespace, name }} />, namespace],
  }))
  return (
    <>
      <Card>
        <Facts facts={[{ label: words.role, value: <ObjectLink profile={profile} to={role} showKind /> }]} />
      </Card>
      <Card title={words.subjects} padding="flush">
        <DataTable label={words.subjects} columns={subjectColumns} rows={rows} />
      </Card>
    </>
  )
}

/** An account for pods: its secrets, what was given to it, and who uses it. */
export function ServiceAccountSummary({ profile, object }: ObjectViewProps) {
  const { automountServiceAccountToken, secrets = [] } = object as ServiceAccount // as above
  const namespace = namespaceOf(object)
  const facts = [
    {
      label: words.mountsToken,
      value: automountServiceAccountToken === false ? texts.detail.summary.data.no : texts.detail.summary.data.yes,
    },
    {
      label: words.secrets,
      value:
        secrets.length > 0 &&
        secrets.map(({ name = "" }) => (
          <ObjectLink key={name} profile={profile} to={{ group: "", kind: "Secret", namespace, name }} />
        )),
    },
  ]
  return (
    <>
      <Card>
        <Facts facts={facts} />
      </Card>
      <UsedByCard profile={profile} object={object} />
    </>
  )
}

function listOf(list: readonly string[] | undefined): string {
  if (list === undefined || list.length === 0) return ""
  return list.includes("*") && list.length === 1 ? words.any : list.join(", ")
}
