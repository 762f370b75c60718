import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import {
  nameIsPathSegment,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { validateRoleRef, validateSameRole, validateSubjects } from "../rolebinding/validation.ts"
import type { ClusterRoleBinding } from "../v1.gen.ts"

export function validateClusterRoleBinding({ metadata, roleRef, subjects }: ClusterRoleBinding): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: false, nameRule: nameIsPathSegment }),
    ...validateRoleRef(roleRef, ["ClusterRole"]),
    ...validateSubjects(subjects, false),
  ]
}

export function validateClusterRoleBindingUpdate(next: ClusterRoleBinding, old: ClusterRoleBinding): FieldErrors {
  return [
    ...validateClusterRoleBinding(next),
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateSameRole(next.roleRef, old.roleRef),
  ]
}
