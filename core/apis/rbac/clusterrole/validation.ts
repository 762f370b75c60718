import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import {
  nameIsPathSegment,
  validateLabelSelector,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { validateRules } from "../role/validation.ts"
import type { AggregationRule, ClusterRole } from "../v1.gen.ts"

export function validateClusterRole({ metadata, rules, aggregationRule }: ClusterRole): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: false, nameRule: nameIsPathSegment }),
    ...validateRules(rules, false),
    ...(aggregationRule === undefined ? [] : validateAggregation(aggregationRule)),
  ]
}

export function validateClusterRoleUpdate(next: ClusterRole, old: ClusterRole): FieldErrors {
  return [...validateClusterRole(next), ...validateObjectMetaUpdate(next.metadata, old.metadata)]
}

function validateAggregation({ clusterRoleSelectors = [] }: AggregationRule): FieldErrors {
  const path = FieldPath.of("aggregationRule", "clusterRoleSelectors")
  if (clusterRoleSelectors.length === 0)
    return [required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil")]
  return clusterRoleSelectors.flatMap((selector, at) => validateLabelSelector(selector, path.index(at)))
}
