import { isDeepEqual } from "../../../base/json.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { dns1123Label, dns1123Subdomain } from "../../../machinery/field/format.ts"
import {
  about,
  nameIsDnsSubdomain,
  validateLabelSelector,
  validateObjectMeta,
} from "../../../machinery/meta/validate-meta.ts"
import { canonicalQuantity, compareQuantities } from "../../../machinery/quantity/quantity.ts"
import { oneOf } from "../../validation/numbers.ts"
import { validateAccessModes, volumeModes } from "../persistentvolume/access-modes.ts"
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from "../v1.gen.ts"

export function validateClaim({ metadata, spec }: PersistentVolumeClaim): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
    ...validateClaimSpec(spec, FieldPath.of("spec")),
  ]
}

/** Of claims, and of the templates in pods and stateful sets. */
export function validateClaimSpec(spec: PersistentVolumeClaimSpec, path: FieldPath): FieldErrors {
  const { accessModes = [], selector, storageClassName, volumeMode, volumeAttributesClassName } = spec
  const modesPath = path.child("accessModes")
  return [
    ...(accessModes.length === 0 ? [required(modesPath, "at least 1 access mode is required")] : []),
    ...(selector === undefined ? [] : validateLabelSelector(selector, path.child("selector"))),
    ...validateAccessModes(accessModes, modesPath),
    ...validateSize(spec, path.child("resources").key("storage")),
    ...validateClassName(storageClassName, path.child("storageClassName")),
    ...(volumeMode === undefined ? [] : oneOf(path.child("volumeMode"), volumeMode, volumeModes)),
    ...validateSources(spec, path),
    ...validateClassName(volumeAttributesClassName, path.child("volumeAttributesClassName")),
  ]
}

function validateSize({ resources }: PersistentVolumeClaimSpec, path: FieldPath): FieldErrors {
  const size = resources?.requests?.["storage"]
  if (size === undefined) return [required(path)]
  return compareQuantities(size, 0) > 0 ? [] : [invalid(path, canonicalQuantity(size), "must be greater than zero")]
}

function validateClassName(name: string | undefined, path: FieldPath): FieldErrors {
  return name ? about(path, name, dns1123Subdomain(name)) : []
}

function validateSources({ dataSource, dataSourceRef }: PersistentVolumeClaimSpec, path: FieldPath): FieldErrors {
  const [older, newer] = [path.child("dataSource"), path.child("dataSourceRef")]
  const mayDiffer = dataSource === undefined || dataSourceRef === undefined
  const namespace = dataSourceRef?.namespace ?? ""
  return [
    ...(dataSource === undefined ? [] : validateSource(dataSource, older)),
    ...(dataSourceRef === undefined ? [] : validateSource(dataSourceRef, newer)),
    ...(namespace === "" ? [] : about(newer.child("namespace"), namespace, dns1123Label(namespace))),
    ...(namespace !== "" && dataSource !== undefined
      ? [invalid(path, older, "may not be specified when dataSourceRef.namespace is specified")]
      : []),
    ...(mayDiffer || namespace !== "" || isDeepEqual(dataSource, dataSourceRef)
      ? []
      : [invalid(path, String(older), "must match dataSourceRef")]),
  ]
}

function validateSource(
  { apiGroup, kind, name }: { readonly apiGroup?: string | undefined; readonly kind: string; readonly name: string },
  path: FieldPath,
): FieldErrors {
  const group = apiGroup ?? ""
  return [
    ...(name === "" ? [required(path.child("name"))] : []),
    ...(kind === "" ? [required(path.child("kind"))] : []),
    ...(group === "" && kind !== "PersistentVolumeClaim"
      ? [invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup")]
      : []),
    ...(group === "" ? [] : about(path.child("apiGroup"), group, dns1123Subdomain(group))),
  ]
}
