import ipaddr from "ipaddr.js"
import type { FieldErrors } from "../../machinery/field/field-error.ts"
import { invalid } from "../../machinery/field/field-error.ts"
import type { FieldPath } from "../../machinery/field/field-path.ts"

/** An address of either family. Leading zeros in a part are refused: some read them as octal. */
export function ipAddress(path: FieldPath, value: string): FieldErrors {
  return isIpAddress(value)
    ? []
    : [invalid(path, value, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
}

export function cidr(path: FieldPath, value: string): FieldErrors {
  return isCidr(value) ? [] : [invalid(path, value, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
}

export function isIpAddress(value: string): boolean {
  return isIpv4(value) || isIpv6(value)
}

export function isIpv4(value: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(value)
}

export function isIpv6(value: string): boolean {
  return value.includes(":") && !value.includes("%") && ipaddr.IPv6.isValid(value)
}

export function isCidr(value: string): boolean {
  const [address = "", length = "", ...more] = value.split("/")
  if (more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length)) return false
  return (isIpv4(address) && Number(length) <= 32) || (isIpv6(address) && Number(length) <= 128)
}
