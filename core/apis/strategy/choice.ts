import type { FieldErrors } from "../../machinery/field/field-error.ts"
import { notSupported, required } from "../../machinery/field/field-error.ts"
import type { FieldPath } from "../../machinery/field/field-path.ts"

/** One of the supported words, which stand in the order that the message shows them. */
export function validateChoice(
  path: FieldPath | string,
  value: string | undefined,
  supported: readonly string[],
): FieldErrors {
  return value !== undefined && supported.includes(value) ? [] : [notSupported(path, value ?? "", supported)]
}

/** Like `validateChoice`, but what is empty is asked for. */
export function validateRequiredChoice(
  path: FieldPath | string,
  value: string | undefined,
  supported: readonly string[],
): FieldErrors {
  return value === undefined || value === "" ? [required(path)] : validateChoice(path, value, supported)
}

export const protocols = ["SCTP", "TCP", "UDP"]
