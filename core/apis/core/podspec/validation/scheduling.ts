import type { FieldError, FieldErrors } from "../../../../machinery/field/field-error.ts"
import { duplicate, forbidden, invalid, notSupported, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { labelValue, qualifiedName } from "../../../../machinery/field/format.ts"
import { about, validateLabelName, validateLabelSelector } from "../../../../machinery/meta/validate-meta.ts"
import { oneOf } from "../../../validation/numbers.ts"
import type { PodSpec, Toleration, TopologySpreadConstraint } from "../../v1.gen.ts"

/** In the order in which messages name them. */
export const taintEffects: readonly string[] = ["NoSchedule", "PreferNoSchedule", "NoExecute"]

export function validateTolerations(tolerations: readonly Toleration[] | undefined, path: FieldPath): FieldErrors {
  return (tolerations ?? []).flatMap((toleration, at) => validateToleration(toleration, path.index(at)))
}

function validateToleration(toleration: Toleration, path: FieldPath): FieldErrors {
  const { key = "", effect = "", tolerationSeconds } = toleration
  const operator: string = toleration.operator ?? ""
  const forEverything = 'operator must be Exists when `key` is empty, which means "match all values and all keys"'
  const onlyWhenEvicted = "effect must be 'NoExecute' when `tolerationSeconds` is set"
  return [
    ...(key === "" ? [] : validateLabelName(key, path.child("key"))),
    ...(key === "" && operator !== "Exists" ? [invalid(path.child("operator"), operator, forEverything)] : []),
    ...(tolerationSeconds !== undefined && effect !== "NoExecute"
      ? [invalid(path.child("effect"), effect, onlyWhenEvicted)]
      : []),
    ...validateOperator(toleration, operator, path.child("operator")),
    ...(effect === "" ? [] : oneOf(path.child("effect"), effect, taintEffects)),
  ]
}

function validateOperator(toleration: Toleration, operator: string, path: FieldPath): FieldErrors {
  const value = toleration.value ?? ""
  switch (operator) {
    case "":
    case "Equal": {
      const complaints = labelValue(value)
      return complaints.length === 0 ? [] : [invalid(path, value, complaints.join(";"))]
    }
    case "Exists":
      return value === "" ? [] : [invalid(path, toleration, "value must be empty when `operator` is 'Exists'")]
    default:
      return [notSupported(path, operator, ["Equal", "Exists"])]
  }
}

export function validateTopologySpread(
  constraints: readonly TopologySpreadConstraint[] | undefined,
  path: FieldPath,
): FieldErrors {
  const list = constraints ?? []
  return list.flatMap((constraint, at) => [...validateSpread(constraint, list.slice(at + 1), path.index(at))])
}

function validateSpread(
  constraint: TopologySpreadConstraint,
  later: readonly TopologySpreadConstraint[],
  path: FieldPath,
): FieldErrors {
  const { maxSkew = 0, topologyKey = "", nodeAffinityPolicy, nodeTaintsPolicy } = constraint
  const when: string = constraint.whenUnsatisfiable ?? ""
  const repeated = later.some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === when)
  return [
    ...(maxSkew > 0 ? [] : [invalid(path.child("maxSkew"), maxSkew, "must be greater than zero")]),
    ...(topologyKey === "" ? [required(path.child("topologyKey"), "can not be empty")] : []),
    ...oneOf(path.child("whenUnsatisfiable"), when, ["DoNotSchedule", "ScheduleAnyway"]),
    ...(repeated ? [duplicate(path.child("{topologyKey, whenUnsatisfiable}"), `{${topologyKey}, ${when}}`)] : []),
    ...validateMinDomains(constraint.minDomains, when, path.child("minDomains")),
    ...(nodeAffinityPolicy === undefined
      ? []
      : oneOf(path.child("nodeAffinityPolicy"), nodeAffinityPolicy, ["Honor", "Ignore"])),
    ...(nodeTaintsPolicy === undefined
      ? []
      : oneOf(path.child("nodeTaintsPolicy"), nodeTaintsPolicy, ["Honor", "Ignore"])),
    ...validateSpreadKeys(constraint, path.child("matchLabelKeys")),
    ...validateLabelSelector(constraint.labelSelector, path.child("labelSelector")),
  ]
}

function validateMinDomains(value: number | undefined, when: string, path: FieldPath): FieldErrors {
  if (value === undefined) return []
  const wrong = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${when}`
  return [
    ...(value > 0 ? [] : [invalid(path, value, "must be greater than zero")]),
    ...(when === "DoNotSchedule" ? [] : [invalid(path, value, wrong)]),
  ]
}

function validateSpreadKeys({ matchLabelKeys, labelSelector }: TopologySpreadConstraint, path: FieldPath): FieldErrors {
  const keys = matchLabelKeys ?? []
  if (keys.length === 0) return []
  if (labelSelector === undefined) return [forbidden(path, "must not be specified when labelSelector is not set")]
  return keys.flatMap((key, at): readonly FieldError[] => [
    ...validateLabelName(key, path.index(at)),
    ...(labelSelector.matchLabels?.[key] === undefined
      ? []
      : [invalid(path.index(at), key, "exists in both matchLabelKeys and labelSelector")]),
  ])
}

/** What must be taken away before the scheduler looks at the pod. */
export function validateSchedulingGates(gates: PodSpec["schedulingGates"], path: FieldPath): FieldErrors {
  const seen = new Set<string>()
  return (gates ?? []).flatMap(({ name = "" }, at) => {
    const repeated = seen.has(name)
    seen.add(name)
    const own = path.index(at)
    return [...about(own, name, qualifiedName(name)), ...(repeated ? [duplicate(own, name)] : [])]
  })
}

/** Conditions, besides Ready's own, that a pod waits for. */
export function validateReadinessGates(gates: PodSpec["readinessGates"], path: FieldPath): FieldErrors {
  return (gates ?? []).flatMap(({ conditionType = "" }, at) =>
    about(path.index(at).child("conditionType"), conditionType, qualifiedName(conditionType)),
  )
}
