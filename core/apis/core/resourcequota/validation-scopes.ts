import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../machinery/field/field-path.ts"
import { isStandardResource } from "../../validation/resource-names.ts"
import type { ResourceQuotaSpec, ScopedResourceSelectorRequirement } from "../v1.gen.ts"

export function validateScopes({ scopes = [], hard = {} }: ResourceQuotaSpec, path: FieldPath): FieldErrors {
  const conflicts = opposites.filter((pair) => pair.every((scope) => (scopes as readonly string[]).includes(scope)))
  return [
    ...scopes.flatMap((scope) => [
      ...(knownScopes.includes(scope) ? [] : [invalid(path, scopes, "unsupported scope")]),
      ...misplaced(scope, hard).map(() => invalid(path, scopes, "unsupported scope applied to resource")),
    ]),
    ...conflicts.map(() => invalid(path, scopes, "conflicting scopes")),
  ]
}

export function validateScopeSelector(spec: ResourceQuotaSpec, path: FieldPath): FieldErrors {
  const { scopeSelector, hard = {} } = spec
  return (scopeSelector?.matchExpressions ?? []).flatMap((requirement) => [
    ...(knownScopes.includes(requirement.scopeName)
      ? []
      : [invalid(path.child("scopeName"), requirement.scopeName, "unsupported scope")]),
    ...misplaced(requirement.scopeName, hard).map(() =>
      invalid(path, scopeSelector, "unsupported scope applied to resource"),
    ),
    ...validateOperator(requirement, path),
  ])
}

const opposites = [
  ["BestEffort", "NotBestEffort"],
  ["Terminating", "NotTerminating"],
]

/** Scopes that a pod is in or not; a selector can only ask whether. */
const plainScopes = ["BestEffort", "NotBestEffort", "Terminating", "NotTerminating", "CrossNamespacePodAffinity"]

const knownScopes: readonly string[] = [...plainScopes, "PriorityClass", "VolumeAttributesClass"]

const podResources = ["pods"]

const computeResources = ["cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"]

const claimResources = ["persistentvolumeclaims", "requests.storage"]

/** The resources that the scope says nothing about. */
function misplaced(scope: string, hard: Readonly<Record<string, unknown>>): readonly string[] {
  const allowed = resourcesOf(scope)
  if (allowed === undefined) return []
  return Object.keys(hard).filter((name) => isStandardResource(name) && !allowed.includes(name))
}

function resourcesOf(scope: string): readonly string[] | undefined {
  if (scope === "BestEffort") return podResources
  if (scope === "VolumeAttributesClass") return claimResources
  return knownScopes.includes(scope) ? [...podResources, ...computeResources] : undefined
}

function validateOperator(
  { scopeName, operator, values = [] }: ScopedResourceSelectorRequirement,
  path: FieldPath,
): FieldErrors {
  const plain = plainScopes.includes(scopeName) && operator !== "Exists"
  return [
    ...(plain ? [invalid(path.child("operator"), operator, onlyExists)] : []),
    ...validateValues(operator, values, path),
  ]
}

const onlyExists =
  "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"

function validateValues(operator: string, values: readonly string[], path: FieldPath): FieldErrors {
  const own = path.child("values")
  switch (operator) {
    case "In":
    case "NotIn":
      return values.length > 0
        ? []
        : [required(own, "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector")]
    case "Exists":
    case "DoesNotExist":
      return values.length === 0
        ? []
        : [invalid(own, values, "must be no value when `operator` is 'Exists' or 'DoesNotExist' for scope selector")]
    default:
      return [invalid(path.child("operator"), operator, "not a valid selector operator")]
  }
}
