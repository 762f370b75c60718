import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { dns1123Subdomain, labelValue } from "../../../../machinery/field/format.ts"
import { about, validateLabelName } from "../../../../machinery/meta/validate-meta.ts"
import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from "../../v1.gen.ts"

export interface NodeSelectorRules {
  /** Preferences may name values that no label can have; they match nothing. */
  readonly anyValues?: boolean
}

/** Which nodes: used by pods and by persistent volumes. */
export function validateNodeSelector(
  selector: NodeSelector,
  path: FieldPath,
  rules: NodeSelectorRules = {},
): FieldErrors {
  const terms = selector.nodeSelectorTerms ?? []
  const own = path.child("nodeSelectorTerms")
  if (terms.length === 0) return [required(own, "must have at least one node selector term")]
  return terms.flatMap((term, at) => validateNodeSelectorTerm(term, own.index(at), rules))
}

export function validateNodeSelectorTerm(
  { matchExpressions, matchFields }: NodeSelectorTerm,
  path: FieldPath,
  { anyValues = false }: NodeSelectorRules = {},
): FieldErrors {
  return [
    ...(matchExpressions ?? []).flatMap((requirement, at) =>
      validateLabelRequirement(requirement, anyValues, path.child("matchExpressions").index(at)),
    ),
    ...(matchFields ?? []).flatMap((requirement, at) =>
      validateFieldRequirement(requirement, path.child("matchFields").index(at)),
    ),
  ]
}

function validateLabelRequirement(
  { key = "", operator, values = [] }: NodeSelectorRequirement,
  anyValues: boolean,
  path: FieldPath,
): FieldErrors {
  return [
    ...validateCount(operator, values.length, path),
    ...validateLabelName(key, path.child("key")),
    ...(anyValues
      ? []
      : values.flatMap((value, at) => about(path.child("values").index(at), value, labelValue(value)))),
  ]
}

function validateCount(operator: string | undefined, count: number, path: FieldPath): FieldErrors {
  const values = path.child("values")
  switch (operator) {
    case "In":
    case "NotIn":
      return count > 0 ? [] : [required(values, "must be specified when `operator` is 'In' or 'NotIn'")]
    case "Exists":
    case "DoesNotExist":
      return count === 0
        ? []
        : [forbidden(values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    case "Gt":
    case "Lt":
      return count === 1 ? [] : [required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'")]
    default:
      return [invalid(path.child("operator"), operator ?? "", "not a valid selector operator")]
  }
}

function validateFieldRequirement(
  { key = "", operator, values = [] }: NodeSelectorRequirement,
  path: FieldPath,
): FieldErrors {
  const known = operator === "In" || operator === "NotIn"
  const one = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
  return [
    ...(known
      ? values.length === 1
        ? []
        : [required(path.child("values"), one)]
      : [invalid(path.child("operator"), operator ?? "", "not a valid selector operator")]),
    ...(key === "metadata.name"
      ? values.flatMap((value, at) => about(path.child("values").index(at), value, dns1123Subdomain(value)))
      : [invalid(path.child("key"), key, "not a valid field selector key")]),
  ]
}
