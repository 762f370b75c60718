import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden } from "../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../machinery/field/field-path.ts"
import { oneOf } from "../../validation/numbers.ts"

const accessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"]

export const volumeModes = ["Block", "Filesystem"]

/** Of volumes and of claims. */
export function validateAccessModes(modes: readonly string[], path: FieldPath): FieldErrors {
  const known = modes.filter((mode) => accessModes.includes(mode))
  const isMixed = known.includes("ReadWriteOncePod") && known.some((mode) => mode !== "ReadWriteOncePod")
  return [
    ...modes.flatMap((mode) => oneOf(path, mode, accessModes)),
    ...(isMixed ? [forbidden(path, "may not use ReadWriteOncePod with other access modes")] : []),
  ]
}
