import type { FieldErrors } from "../../machinery/field/field-error.ts"
import { invalid, notSupported, required } from "../../machinery/field/field-error.ts"
import type { FieldPath } from "../../machinery/field/field-path.ts"
import { percent } from "../../machinery/field/format.ts"
import type { IntOrString } from "../../machinery/meta/v1.gen.ts"
import { about } from "../../machinery/meta/validate-meta.ts"

/** A count that is not there is zero. */
export function nonNegative(path: FieldPath, value: number | undefined): FieldErrors {
  return (value ?? 0) < 0 ? [invalid(path, value, "must be greater than or equal to 0")] : []
}

/** One of a set of words; `supported` in the order in which the message names them. */
export function oneOf(path: FieldPath | string, value: string | undefined, supported: readonly string[]): FieldErrors {
  return supported.includes(value ?? "") ? [] : [notSupported(path, value ?? "", supported)]
}

/** Like `oneOf`, and what is left out is asked for. */
export function requiredOneOf(
  path: FieldPath | string,
  value: string | undefined,
  supported: readonly string[],
): FieldErrors {
  return value === undefined || value === "" ? [required(path)] : oneOf(path, value, supported)
}

/** `5` or `"25%"`, neither below zero. */
export function intOrPercent(path: FieldPath, value: IntOrString): FieldErrors {
  return typeof value === "string" ? about(path, value, percent(value)) : nonNegative(path, value)
}

export function atMost100Percent(path: FieldPath, value: IntOrString): FieldErrors {
  const share = percentOf(value)
  return share !== undefined && share > 100 ? [invalid(path, value, "must not be greater than 100%")] : []
}

/** The number in front of the percent sign, or the number itself; zero for what cannot be read. */
export function leadingNumber(value: IntOrString): number {
  if (typeof value === "number") return value
  return percentOf(value) ?? (/^[+-]?\d+$/.test(value) ? Number(value) : 0)
}

function percentOf(value: IntOrString): number | undefined {
  return typeof value === "string" && percent(value).length === 0 ? Number(value.slice(0, -1)) : undefined
}
