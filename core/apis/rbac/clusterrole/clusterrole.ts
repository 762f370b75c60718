import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { nameColumn } from "../../../machinery/table/column.ts"
import { clusterroles } from "../../resources.gen.ts"
import { createdAtColumn } from "../../strategy/column.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { ClusterRole } from "../v1.gen.ts"
import { validateClusterRole, validateClusterRoleUpdate } from "./validation.ts"

export const clusterRole: KindDefinition<ClusterRole> = {
  resource: clusterroles,
  strategy: newStrategy<ClusterRole>({
    validate: validateClusterRole,
    validateUpdate: validateClusterRoleUpdate,
    allowCreateOnUpdate: true,
  }),
  columns: [nameColumn(), createdAtColumn()],
  subresources: [],
}
