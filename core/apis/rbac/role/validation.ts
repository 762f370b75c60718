import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import {
  nameIsPathSegment,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import type { PolicyRule, Role } from "../v1.gen.ts"

export function validateRole({ metadata, rules }: Role): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsPathSegment }),
    ...validateRules(rules, true),
  ]
}

export function validateRoleUpdate(next: Role, old: Role): FieldErrors {
  return [...validateRole(next), ...validateObjectMetaUpdate(next.metadata, old.metadata)]
}

export function validateRules(rules: readonly PolicyRule[] | undefined, isNamespaced: boolean): FieldErrors {
  return (rules ?? []).flatMap((rule, at) => validateRule(rule, isNamespaced, FieldPath.of("rules").index(at)))
}

/** A rule is about resources or about paths, never both. */
function validateRule(rule: PolicyRule, isNamespaced: boolean, path: FieldPath): FieldErrors {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule
  const verbErrors =
    (verbs ?? []).length === 0 ? [required(path.child("verbs"), "verbs must contain at least one value")] : []
  if (nonResourceURLs.length > 0) {
    const own = path.child("nonResourceURLs")
    const namesBoth = apiGroups.length + resources.length + resourceNames.length > 0
    const both = "rules cannot apply to both regular resources and non-resource URLs"
    return [
      ...verbErrors,
      ...(isNamespaced ? [invalid(own, nonResourceURLs, "namespaced rules cannot apply to non-resource URLs")] : []),
      ...(namesBoth ? [invalid(own, nonResourceURLs, both)] : []),
    ]
  }
  return [
    ...verbErrors,
    ...(apiGroups.length === 0
      ? [required(path.child("apiGroups"), "resource rules must supply at least one api group")]
      : []),
    ...(resources.length === 0
      ? [required(path.child("resources"), "resource rules must supply at least one resource")]
      : []),
  ]
}
