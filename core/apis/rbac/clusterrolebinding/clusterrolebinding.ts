import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { clusterrolebindings } from "../../resources.gen.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import { bindingColumns } from "../rolebinding/columns.ts"
import { defaultBinding } from "../rolebinding/defaults.ts"
import type { ClusterRoleBinding } from "../v1.gen.ts"
import { validateClusterRoleBinding, validateClusterRoleBindingUpdate } from "./validation.ts"

export const clusterRoleBinding: KindDefinition<ClusterRoleBinding> = {
  resource: clusterrolebindings,
  strategy: newStrategy<ClusterRoleBinding>({
    defaults: defaultBinding,
    validate: validateClusterRoleBinding,
    validateUpdate: validateClusterRoleBindingUpdate,
    allowCreateOnUpdate: true,
  }),
  columns: bindingColumns,
  subresources: [],
}
