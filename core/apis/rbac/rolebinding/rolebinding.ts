import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { rolebindings } from "../../resources.gen.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { RoleBinding } from "../v1.gen.ts"
import { bindingColumns } from "./columns.ts"
import { defaultBinding } from "./defaults.ts"
import { validateRoleBinding, validateRoleBindingUpdate } from "./validation.ts"

export const roleBinding: KindDefinition<RoleBinding> = {
  resource: rolebindings,
  strategy: newStrategy<RoleBinding>({
    defaults: defaultBinding,
    validate: validateRoleBinding,
    validateUpdate: validateRoleBindingUpdate,
    allowCreateOnUpdate: true,
  }),
  columns: bindingColumns,
  subresources: [],
}
