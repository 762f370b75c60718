import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { nameColumn } from "../../../machinery/table/column.ts"
import { roles } from "../../resources.gen.ts"
import { createdAtColumn } from "../../strategy/column.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { Role } from "../v1.gen.ts"
import { validateRole, validateRoleUpdate } from "./validation.ts"

export const role: KindDefinition<Role> = {
  resource: roles,
  strategy: newStrategy<Role>({
    validate: validateRole,
    validateUpdate: validateRoleUpdate,
    allowCreateOnUpdate: true,
  }),
  columns: [nameColumn(), createdAtColumn()],
  subresources: [],
}
