import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { duplicate, forbidden, invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { qualifiedName } from "../../../machinery/field/format.ts"
import { about, nameIsDnsSubdomain, validateObjectMeta } from "../../../machinery/meta/validate-meta.ts"
import {
  isExtendedResource,
  isNativeResource,
  isStandardContainerResource,
  isStandardResource,
} from "../../validation/resource-names.ts"
import type { LimitRange, LimitRangeItem } from "../v1.gen.ts"
import { validateAmounts } from "./validation-amounts.ts"

export function validateLimitRange({ metadata, spec }: LimitRange): FieldErrors {
  const limits = spec?.limits ?? []
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
    ...limits.flatMap((item, at) => {
      const path = FieldPath.of("spec", "limits").index(at)
      const isRepeated = limits.findIndex((other) => other.type === item.type) < at
      return [
        ...validateType(item.type, path.child("type")),
        ...(isRepeated ? [duplicate(path.child("type"), item.type)] : []),
        ...validateItem(item, path),
      ]
    }),
  ]
}

const standardTypes = ["Pod", "Container", "PersistentVolumeClaim"]

function validateType(type: string, path: FieldPath): FieldErrors {
  const complaints = about(path, type, qualifiedName(type))
  if (complaints.length > 0 || type.includes("/") || standardTypes.includes(type)) return complaints
  return [invalid(path, type, "must be a standard limit type or fully qualified")]
}

function validateItem(item: LimitRangeItem, path: FieldPath): FieldErrors {
  const names = (field: keyof LimitRangeItem) => validateNames(item, field, path.child(field))
  return [
    ...names("max"),
    ...names("min"),
    ...(item.type === "Pod"
      ? [...notForPods(item, "default", path), ...notForPods(item, "defaultRequest", path)]
      : [...names("default"), ...names("defaultRequest")]),
    ...validateClaimLimits(item, path.child("limits")),
    ...names("maxLimitRequestRatio"),
    ...validateAmounts(item, path),
  ]
}

function validateNames(item: LimitRangeItem, field: keyof LimitRangeItem, path: FieldPath): FieldErrors {
  const list = item[field]
  if (list === undefined || typeof list === "string") return []
  const ofContainer = item.type === "Pod" || item.type === "Container"
  return Object.keys(list).flatMap((name) => validateResourceName(name, ofContainer, path.key(name)))
}

function validateResourceName(name: string, ofContainer: boolean, path: FieldPath): FieldErrors {
  const complaints = about(path, name, qualifiedName(name))
  if (complaints.length > 0) return complaints
  if (name.includes("/")) {
    const isKnown = !ofContainer || isNativeResource(name) || isExtendedResource(name)
    return isKnown ? [] : [invalid(path, name, "doesn't follow extended resource name standard")]
  }
  return [
    ...(isStandardResource(name) ? [] : [invalid(path, name, "must be a standard resource type or fully qualified")]),
    ...(ofContainer && !isStandardContainerResource(name)
      ? [invalid(path, name, "must be a standard resource for containers")]
      : []),
  ]
}

function notForPods(item: LimitRangeItem, field: "default" | "defaultRequest", path: FieldPath): FieldErrors {
  const isEmpty = Object.keys(item[field] ?? {}).length === 0
  return isEmpty ? [] : [forbidden(path.child(field), "may not be specified when `type` is 'Pod'")]
}

function validateClaimLimits({ type, min = {}, max = {} }: LimitRangeItem, path: FieldPath): FieldErrors {
  if (type !== "PersistentVolumeClaim" || "storage" in min || "storage" in max) return []
  return [required(path, "either minimum or maximum storage value is required, but neither was provided")]
}
