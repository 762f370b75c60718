import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { localNonReservedPath } from "../../../validation/paths.ts"
import type { DownwardAPIVolumeFile, KeyToPath } from "../../v1.gen.ts"
import { validateFieldRef, validateResourceFieldRef, volumeFieldPaths } from "./downward.ts"

/** Permission bits of a file. */
export function validateMode(mode: number | undefined, path: FieldPath): FieldErrors {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return []
  return [invalid(path, mode, "must be a number between 0 and 0777 (octal), both inclusive")]
}

/** Which keys become files, and where. */
export function validateItems(items: readonly KeyToPath[] | undefined, path: FieldPath): FieldErrors {
  return (items ?? []).flatMap((item, at) => validateItem(item, path.index(at)))
}

function validateItem({ key, path: file = "", mode }: KeyToPath, path: FieldPath): FieldErrors {
  return [
    ...(key ? [] : [required(path.child("key"))]),
    ...(file === "" ? [required(path.child("path"))] : []),
    ...localNonReservedPath(path.child("path"), file),
    ...validateMode(mode, path.child("mode")),
  ]
}

/** Fields of the pod as files. Kubernetes names the list, not the item, in what it finds. */
export function validateDownwardItems(
  items: readonly DownwardAPIVolumeFile[] | undefined,
  path: FieldPath,
): FieldErrors {
  return (items ?? []).flatMap((item) => validateDownwardItem(item, path))
}

function validateDownwardItem(item: DownwardAPIVolumeFile, path: FieldPath): FieldErrors {
  const { path: file = "", mode } = item
  return [
    ...(file === "" ? [required(path.child("path"))] : []),
    ...localNonReservedPath(path.child("path"), file),
    ...validateDownwardSource(item, path),
    ...validateMode(mode, path.child("mode")),
  ]
}

function validateDownwardSource({ fieldRef, resourceFieldRef }: DownwardAPIVolumeFile, path: FieldPath): FieldErrors {
  if (fieldRef !== undefined)
    return [
      ...validateFieldRef(fieldRef, volumeFieldPaths, path.child("fieldRef")),
      ...(resourceFieldRef === undefined
        ? []
        : [invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously")]),
    ]
  if (resourceFieldRef !== undefined)
    return validateResourceFieldRef(resourceFieldRef, true, path.child("resourceFieldRef"))
  return [required(path, "one of fieldRef and resourceFieldRef is required")]
}
