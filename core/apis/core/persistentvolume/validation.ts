import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid, notSupported, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { dns1123Subdomain } from "../../../machinery/field/format.ts"
import { about, nameIsDnsSubdomain, validateObjectMeta } from "../../../machinery/meta/validate-meta.ts"
import { canonicalQuantity, compareQuantities } from "../../../machinery/quantity/quantity.ts"
import { oneOf } from "../../validation/numbers.ts"
import { validateNodeSelector } from "../podspec/validation/node-selector.ts"
import type { PersistentVolume, PersistentVolumeSpec } from "../v1.gen.ts"
import { validateAccessModes, volumeModes } from "./access-modes.ts"
import { validateVolumeSources } from "./validation-sources.ts"

export function validateVolume({ metadata, spec }: PersistentVolume): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: false, nameRule: nameIsDnsSubdomain }),
    ...validateVolumeSpec(spec),
  ]
}

const specPath = FieldPath.of("spec")

function validateVolumeSpec(spec: PersistentVolumeSpec): FieldErrors {
  const { accessModes = [], persistentVolumeReclaimPolicy: policy, storageClassName, volumeMode } = spec
  const policyPath = specPath.child("persistentVolumeReclaimPolicy")
  const recyclesRoot = policy === "Recycle" && /^\/+$/.test(spec.hostPath?.path ?? "")
  return [
    ...(accessModes.length === 0 ? [required(specPath.child("accessModes"))] : []),
    ...validateAccessModes(accessModes, specPath.child("accessModes")),
    ...validateCapacity(spec),
    ...(policy ? oneOf(policyPath, policy, ["Delete", "Recycle", "Retain"]) : []),
    ...validateNodeAffinity(spec.nodeAffinity, specPath.child("nodeAffinity")),
    ...validateVolumeSources(spec, specPath),
    ...(recyclesRoot ? [forbidden(policyPath, "may not be 'recycle' for a hostPath mount of '/'")] : []),
    ...(storageClassName
      ? about(specPath.child("storageClassName"), storageClassName, dns1123Subdomain(storageClassName))
      : []),
    ...(volumeMode === undefined ? [] : oneOf(specPath.child("volumeMode"), volumeMode, volumeModes)),
    ...validateAttributesClass(spec),
  ]
}

function validateCapacity({ capacity }: PersistentVolumeSpec): FieldErrors {
  const path = specPath.child("capacity")
  const entries = Object.entries(capacity ?? {})
  const isStorageOnly = entries.length === 1 && entries[0]?.[0] === "storage"
  return [
    ...(entries.length === 0 ? [required(path)] : []),
    ...(isStorageOnly ? [] : [notSupported(path, capacity, ["storage"])]),
    ...entries.flatMap(([name, amount]) => {
      const order = compareQuantities(amount, 0)
      const shown = canonicalQuantity(amount)
      return [
        ...(order < 0 ? [invalid(path.key(name), shown, "must be a valid resource quantity")] : []),
        ...(order <= 0 ? [invalid(path.key(name), shown, "must be greater than zero")] : []),
      ]
    }),
  ]
}

function validateNodeAffinity(affinity: PersistentVolumeSpec["nodeAffinity"], path: FieldPath): FieldErrors {
  if (affinity === undefined) return []
  if (affinity.required === undefined)
    return [required(path.child("required"), "must specify required node constraints")]
  return validateNodeSelector(affinity.required, path.child("required"))
}

function validateAttributesClass({ volumeAttributesClassName: name, csi }: PersistentVolumeSpec): FieldErrors {
  const path = specPath.child("volumeAttributesClassName")
  if (name === undefined) return []
  return [
    ...(name === "" ? [required(path, "an empty string is disallowed")] : about(path, name, dns1123Subdomain(name))),
    ...(csi === undefined
      ? [required(specPath.child("csi"), "has to be specified when using volumeAttributesClassName")]
      : []),
  ]
}
