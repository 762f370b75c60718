import type { FieldErrors } from "../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../machinery/field/field-error.ts"
import type { FieldPath } from "../../machinery/field/field-path.ts"
import { dns1123Subdomain } from "../../machinery/field/format.ts"
import { about, validateLabelSelector } from "../../machinery/meta/validate-meta.ts"
import { canonicalQuantity, compareQuantities } from "../../machinery/quantity/quantity.ts"
import type { PersistentVolumeClaimSpec } from "../core/v1.gen.ts"
import { oneOf } from "./numbers.ts"

/** In the order in which messages name them. */
export const accessModes: readonly string[] = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"]

/** Of claims, of the claims that pods bring with them, and of those a stateful set makes. */
export function validateClaimSpec(spec: Partial<PersistentVolumeClaimSpec>, path: FieldPath): FieldErrors {
  const { selector, storageClassName, volumeMode, volumeAttributesClassName } = spec
  return [
    ...(spec.accessModes?.length ? [] : [required(path.child("accessModes"), "at least 1 access mode is required")]),
    ...(selector === undefined ? [] : validateLabelSelector(selector, path.child("selector"))),
    ...validateAccessModes(spec.accessModes ?? [], path.child("accessModes")),
    ...validateStorage(spec, path.child("resources").key("storage")),
    ...(storageClassName
      ? about(path.child("storageClassName"), storageClassName, dns1123Subdomain(storageClassName))
      : []),
    ...(volumeMode === undefined ? [] : oneOf(path.child("volumeMode"), volumeMode, ["Block", "Filesystem"])),
    ...validateSource(spec.dataSource, path.child("dataSource")),
    ...validateSource(spec.dataSourceRef, path.child("dataSourceRef")),
    ...(volumeAttributesClassName
      ? about(
          path.child("volumeAttributesClassName"),
          volumeAttributesClassName,
          dns1123Subdomain(volumeAttributesClassName),
        )
      : []),
  ]
}

export function validateAccessModes(modes: readonly string[], path: FieldPath): FieldErrors {
  const alone = "ReadWriteOncePod"
  const mixed = modes.includes(alone) && modes.some((mode) => mode !== alone)
  return [
    ...modes.flatMap((mode) => oneOf(path, mode, accessModes)),
    ...(mixed ? [forbidden(path, "may not use ReadWriteOncePod with other access modes")] : []),
  ]
}

function validateStorage({ resources }: Partial<PersistentVolumeClaimSpec>, path: FieldPath): FieldErrors {
  const storage = resources?.requests?.["storage"]
  if (storage === undefined) return [required(path)]
  return compareQuantities(storage, 0) > 0
    ? []
    : [invalid(path, canonicalQuantity(storage), "must be greater than zero")]
}

function validateSource(
  source: { readonly name?: string; readonly kind?: string; readonly apiGroup?: string | undefined } | undefined,
  path: FieldPath,
): FieldErrors {
  if (source === undefined) return []
  const bare = !source.apiGroup && source.kind !== "PersistentVolumeClaim"
  return [
    ...(source.name ? [] : [required(path.child("name"))]),
    ...(source.kind ? [] : [required(path.child("kind"))]),
    ...(bare
      ? [invalid(path, source.kind ?? "", "must be 'PersistentVolumeClaim' when referencing the default apiGroup")]
      : []),
  ]
}
