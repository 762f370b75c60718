import type { FieldErrors } from "../../machinery/field/field-error.ts"
import type { FieldPath } from "../../machinery/field/field-path.ts"
import * as form from "../../machinery/field/ip.ts"
import { about } from "../../machinery/meta/validate-meta.ts"

/** An address of either family. */
export function ipAddress(path: FieldPath, value: string): FieldErrors {
  return about(path, value, form.ipAddress(value))
}

export function cidr(path: FieldPath, value: string): FieldErrors {
  return about(path, value, form.cidr(value))
}

export function isIpv4(value: string): boolean {
  return form.ipAddress(value).length === 0 && form.ipFamilyOf(value) === "IPv4"
}
