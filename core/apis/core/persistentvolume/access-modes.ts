import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden } from "../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../machinery/field/field-path.ts"
import { oneOf } from "../../validation/numbers.ts"

export const accessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"]

export const volumeModes = ["Block", "Filesystem"]

/** Of volumes and of claims. */
export function validateAccessModes(modes: readonly string[], path: FieldPath): FieldErrors {
  const single = modes.filter((mode) => mode === "ReadWriteOncePod")
  const isMixed = single.length > 0 && single.length < modes.length
  return [
    ...modes.flatMap((mode) => oneOf(path, mode, accessModes)),
    ...(isMixed ? [forbidden(path, "may not use ReadWriteOncePod with other access modes")] : []),
  ]
}
