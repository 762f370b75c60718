import { isDeepEqual } from "../../../base/json.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { qualifiedName } from "../../../machinery/field/format.ts"
import {
  about,
  nameIsDnsSubdomain,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import type { Quantity } from "../../../machinery/quantity/quantity.ts"
import { isStandardResource, validateResourceAmount } from "../../validation/resource-names.ts"
import type { ResourceQuota, ResourceQuotaSpec } from "../v1.gen.ts"
import { validateScopeSelector, validateScopes } from "./validation-scopes.ts"

export function validateResourceQuota({ metadata, spec }: ResourceQuota): FieldErrors {
  return [...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }), ...validateSpec(spec)]
}

export function validateResourceQuotaUpdate(next: ResourceQuota, old: ResourceQuota): FieldErrors {
  const path = FieldPath.of("spec", "scopes")
  const [scopes, before] = [next.spec.scopes, old.spec.scopes].map((list) => [...new Set(list ?? [])].sort())
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateSpec(next.spec),
    ...(isDeepEqual(scopes, before) ? [] : [invalid(path, next.spec.scopes, "field is immutable")]),
  ]
}

export function validateResourceQuotaStatusUpdate(next: ResourceQuota, old: ResourceQuota): FieldErrors {
  const path = FieldPath.of("status")
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(next.metadata.resourceVersion ? [] : [required("resourceVersion")]),
    ...validateAmounts(next.status.hard, path.child("hard")),
    ...validateAmounts(next.status.used, path.child("used")),
  ]
}

function validateSpec(spec: ResourceQuotaSpec): FieldErrors {
  return [
    ...validateAmounts(spec.hard, FieldPath.of("spec", "hard")),
    ...validateScopes(spec, FieldPath.of("spec", "scopes")),
    ...validateScopeSelector(spec, FieldPath.of("spec", "scopeSelector", "matchExpressions")),
  ]
}

function validateAmounts(amounts: Readonly<Record<string, Quantity>> | undefined, path: FieldPath): FieldErrors {
  return Object.entries(amounts ?? {}).flatMap(([name, amount]) => [
    ...validateName(name, path.key(name)),
    ...validateResourceAmount(name, amount, path.key(name)),
  ])
}

function validateName(name: string, path: FieldPath): FieldErrors {
  const complaints = about(path, name, qualifiedName(name))
  if (complaints.length > 0 || name.includes("/")) return complaints
  return [
    ...(isStandardResource(name) ? [] : [invalid(path, name, "must be a standard resource type or fully qualified")]),
    ...(isStandardResource(name) && name !== "storage"
      ? []
      : [invalid(path, name, "must be a standard resource for quota")]),
  ]
}
