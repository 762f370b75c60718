import type { Column } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { column, wideColumn } from "../../strategy/column.ts"
import type { ClusterRoleBinding, RoleBinding } from "../v1.gen.ts"

type Binding = RoleBinding | ClusterRoleBinding

/** Both kinds of bindings show the same. */
export const bindingColumns: readonly Column<Binding>[] = [
  nameColumn(),
  column("Role", "What is granted.", ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`),
  ageColumn(),
  wideColumn("Users", "The users it is granted to.", (binding) => namesOf(binding, "User")),
  wideColumn("Groups", "The groups it is granted to.", (binding) => namesOf(binding, "Group")),
  wideColumn("ServiceAccounts", "The accounts it is granted to.", (binding) => namesOf(binding, "ServiceAccount")),
]

function namesOf({ subjects = [] }: Binding, kind: string): string {
  return subjects
    .filter((subject) => subject.kind === kind)
    .map(({ namespace, name }) => (namespace ? `${namespace}/${name}` : name))
    .join(", ")
}
