import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import type { Volume } from "../../v1.gen.ts"

/** The rule for one kind of volume. `path` ends with the kind. */
export interface SourceRule {
  readonly kind: Exclude<keyof Volume, "name">
  validate(volume: Volume, path: FieldPath): FieldErrors
}
