import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import {
  nameIsDnsSubdomain,
  validateImmutable,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { requiredOneOf } from "../../validation/numbers.ts"
import type { PriorityClass } from "../v1.gen.ts"

export function validatePriorityClass(each: PriorityClass): FieldErrors {
  const { metadata, preemptionPolicy, value = 0 } = each
  return [
    ...validateObjectMeta(metadata, { namespaced: false, nameRule: nameIsDnsSubdomain }),
    ...(metadata.name?.startsWith(systemPrefix)
      ? validateSystemClass(each)
      : value > highestUserPriority
        ? [forbidden("value", `maximum allowed value of a user defined priority is ${highestUserPriority}`)]
        : []),
    ...(preemptionPolicy === undefined
      ? []
      : requiredOneOf("preemptionPolicy", preemptionPolicy, ["PreemptLowerPriority", "Never"])),
  ]
}

export function validatePriorityClassUpdate(next: PriorityClass, old: PriorityClass): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...((next.value ?? 0) === (old.value ?? 0) ? [] : [forbidden("value", "may not be changed in an update.")]),
    ...validateImmutable(next.preemptionPolicy, old.preemptionPolicy, FieldPath.of("preemptionPolicy")),
  ]
}

const systemPrefix = "system-"

const highestUserPriority = 1_000_000_000

const systemClasses: Readonly<Record<string, number>> = {
  "system-node-critical": 2_000_001_000,
  "system-cluster-critical": 2_000_000_000,
}

function validateSystemClass({ metadata, value = 0, globalDefault = false }: PriorityClass): FieldErrors {
  const name = metadata.name ?? ""
  const wanted = systemClasses[name]
  const complaint =
    wanted === undefined
      ? `${name} is not a known system priority class`
      : value !== wanted
        ? `value of ${name} PriorityClass must be ${wanted}`
        : globalDefault
          ? `globalDefault of ${name} PriorityClass must be false`
          : undefined
  if (complaint === undefined) return []
  const rule = `priority class names with '${systemPrefix}' prefix are reserved for system use only`
  return [forbidden("metadata.name", `${rule}. error: ${complaint}`)]
}
