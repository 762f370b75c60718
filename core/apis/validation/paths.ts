import type { FieldErrors } from "../../machinery/field/field-error.ts"
import { invalid } from "../../machinery/field/field-error.ts"
import type { FieldPath } from "../../machinery/field/field-path.ts"

/** A file's path that stays below where it starts. */
export function localDescendingPath(path: FieldPath, target: string): FieldErrors {
  return [
    ...(target.startsWith("/") ? [invalid(path, target, "must be a relative path")] : []),
    ...noBacksteps(path, target),
  ]
}

/** The same, and not one of the names (`..data`) that the kubelet uses itself. */
export function localNonReservedPath(path: FieldPath, target: string): FieldErrors {
  const reserved = target.startsWith("..") && !target.startsWith("../")
  return [
    ...localDescendingPath(path, target),
    ...(reserved && !hasBackstep(target) ? [invalid(path, target, "must not start with '..'")] : []),
  ]
}

export function noBacksteps(path: FieldPath, target: string): FieldErrors {
  return hasBackstep(target) ? [invalid(path, target, "must not contain '..'")] : []
}

function hasBackstep(target: string): boolean {
  return target.split("/").includes("..")
}
