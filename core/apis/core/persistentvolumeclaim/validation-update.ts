import { isDeepEqual } from "../../../base/json.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { validateImmutable, validateObjectMetaUpdate } from "../../../machinery/meta/validate-meta.ts"
import type { Quantity } from "../../../machinery/quantity/quantity.ts"
import { compareQuantities } from "../../../machinery/quantity/quantity.ts"
import { validateResourceAmount } from "../../validation/resource-names.ts"
import { classAnnotation } from "../persistentvolume/warnings.ts"
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from "../v1.gen.ts"
import { validateClaim } from "./validation.ts"

export function validateClaimUpdate(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateClaim(next),
    ...validateSameAnnotation(next, old),
    ...validateSameSpec(next, old),
    ...validateSizeUpdate(next, old),
    ...validateImmutable(next.spec.volumeMode, old.spec.volumeMode, FieldPath.of("volumeMode")),
    ...validateAttributesUpdate(next.spec.volumeAttributesClassName, old.spec.volumeAttributesClassName),
  ]
}

export function validateClaimStatusUpdate(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldErrors {
  const path = FieldPath.of("status", "capacity")
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(next.metadata.resourceVersion ? [] : [required("resourceVersion")]),
    ...((next.spec.accessModes ?? []).length === 0 ? [required("Spec.accessModes")] : []),
    ...Object.entries(next.status.capacity ?? {}).flatMap(([name, amount]) =>
      validateResourceAmount(name, amount, path.key(name)),
    ),
  ]
}

const fixedSpec =
  "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims"

/** The volume may be named once, a class be given to a claim that has none, and a bound claim may grow. */
function validateSameSpec(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldErrors {
  const before = old.spec
  const after: PersistentVolumeClaimSpec = {
    ...next.spec,
    ...(before.volumeName ? {} : { volumeName: before.volumeName }),
    ...(getsFirstClass(next, old) ? { storageClassName: undefined } : {}),
    volumeAttributesClassName: before.volumeAttributesClassName,
    ...(next.status.phase === "Bound" && next.spec.resources?.requests !== undefined
      ? { resources: withSize(next.spec.resources, sizeOf(old)) }
      : {}),
  }
  if (isDeepEqual(after, before)) return []
  return [forbidden("spec", `${fixedSpec}\n${describeChange(after, before)}`)]
}

/** The class may come from nowhere, or from the annotation that was there before the field. */
function getsFirstClass(next: PersistentVolumeClaim, old: PersistentVolumeClaim): boolean {
  const { storageClassName } = next.spec
  const annotation = classAnnotationOf(old)
  if (storageClassName === undefined || old.spec.storageClassName !== undefined) return false
  return annotation === undefined || annotation === storageClassName
}

function validateSameAnnotation(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldErrors {
  const [now, before] = [classAnnotationOf(next), classAnnotationOf(old)]
  const isReplaced = before !== undefined && now === undefined && getsFirstClass(next, old)
  if (isReplaced || (now ?? "") === (before ?? "")) return []
  return [invalid(FieldPath.of("metadata", "annotations", classAnnotation), now ?? "", "field is immutable")]
}

function classAnnotationOf({ metadata }: PersistentVolumeClaim): string | undefined {
  return metadata.annotations?.[classAnnotation]
}

/** Volumes that have attributes keep having some. */
function validateAttributesUpdate(next: string | undefined, old: string | undefined): FieldErrors {
  if (old === undefined || next) return []
  const to = next === undefined ? "nil" : "an empty string"
  return [forbidden("spec.volumeAttributesClassName", `update from non-nil value to ${to} is forbidden`)]
}

function withSize(
  resources: NonNullable<PersistentVolumeClaimSpec["resources"]>,
  size: Quantity | undefined,
): PersistentVolumeClaimSpec["resources"] {
  return { ...resources, requests: { ...resources.requests, ...(size === undefined ? {} : { storage: size }) } }
}

/** A claim that could not grow may ask for less again, but for more than it has. */
function validateSizeUpdate(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldErrors {
  const [size, before] = [sizeOf(next) ?? "0", sizeOf(old) ?? "0"]
  const has = old.status.capacity?.["storage"] ?? "0"
  if (compareQuantities(size, before) >= 0 || compareQuantities(size, has) > 0) return []
  return [forbidden("spec.resources.requests.storage", "field can not be less than status.capacity")]
}

function sizeOf({ spec }: PersistentVolumeClaim): Quantity | undefined {
  return spec.resources?.requests?.["storage"]
}

/** Which fields, and from what to what. */
function describeChange(after: PersistentVolumeClaimSpec, before: PersistentVolumeClaimSpec): string {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof PersistentVolumeClaimSpec)[] // their own keys
  return fields
    .filter((field) => !isDeepEqual(after[field], before[field]))
    .map(
      (field) =>
        `- ${field}: ${JSON.stringify(before[field]) ?? "null"}\n+ ${field}: ${JSON.stringify(after[field]) ?? "null"}`,
    )
    .join("\n")
}
