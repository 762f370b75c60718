import ipaddr from "ipaddr.js"
import type { Complaints } from "./format.ts"

/** An address as a field may hold it since 1.36: no leading zeros, no IPv4 dressed up as IPv6. */
export function ipAddress(value: string): Complaints {
  const address = parseIp(value)
  if (address === undefined) return ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"]
  if (hasLeadingZeros(value)) return ["must not have leading 0s"]
  return isMapped(address) ? ["must not be an IPv4-mapped IPv6 address"] : []
}

/** `10.9.8.0/24`, by the same rules. */
export function cidr(value: string): Complaints {
  const [text = "", bits = "", ...rest] = value.split("/")
  const address = parseIp(text)
  const longest = address?.kind() === "ipv6" ? 128 : 32
  if (address === undefined || rest.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > longest)
    return ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"]
  if (hasLeadingZeros(text) || /^0\d/.test(bits)) return ["must not have leading 0s in IP or prefix length"]
  if (isMapped(address)) return ["must not have an IPv4-mapped IPv6 address"]
  return hasBitsBeyond(address, Number(bits)) ? ["must not have bits set beyond the prefix length"] : []
}

/** Where traffic may be sent: no address that only has a meaning on one machine or link. */
export function endpointAddress(value: string): Complaints {
  const address = parseIp(value)
  if (address === undefined) return ["must be a valid IP address"]
  const range = rangeOf(address)
  if (range === "unspecified") return [`may not be unspecified (${value})`]
  if (range === "loopback") return ["may not be in the loopback range (127.0.0.0/8, ::1/128)"]
  if (range === "linkLocal") return ["may not be in the link-local range (169.254.0.0/16, fe80::/10)"]
  if (isLinkLocalMulticast(address)) return ["may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"]
  return []
}

export function ipFamilyOf(value: string): "IPv4" | "IPv6" | undefined {
  const address = parseIp(value)
  if (address === undefined) return undefined
  return address.kind() === "ipv6" && !isMapped(address) ? "IPv6" : "IPv4"
}

/** An address that could be written in a better way. */
export function ipWarnings(path: string, value: string): readonly string[] {
  const address = parseIp(value)
  if (address === undefined) return []
  if (hasLeadingZeros(value) || isMapped(address)) {
    const plain = isMapped(address) ? (address as ipaddr.IPv6).toIPv4Address().toString() : address.toString() // mapped: IPv6
    return [
      `${path}: non-standard IP address ${JSON.stringify(value)} will be considered invalid in a future Kubernetes release: use ${JSON.stringify(plain)}`,
    ]
  }
  if (address.kind() === "ipv4") return []
  const canonical = (address as ipaddr.IPv6).toRFC5952String() // the kind says which it is
  if (canonical === value) return []
  return [
    `${path}: IPv6 address ${JSON.stringify(value)} should be in RFC 5952 canonical format (${JSON.stringify(canonical)})`,
  ]
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

function parseIp(value: string): Address | undefined {
  if (!value.includes(":")) return parseIpv4(value)
  return value.includes("%") || !ipaddr.IPv6.isValid(value) ? undefined : ipaddr.IPv6.parse(value)
}

/** By hand: slices hold hundreds of them. Four decimal numbers, leading zeros for others to judge. */
function parseIpv4(value: string): Address | undefined {
  const parts = value.split(".")
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) return undefined
  return new ipaddr.IPv4(parts.map(Number))
}

function hasLeadingZeros(value: string): boolean {
  return /(^|\.|:)0\d+\./.test(value) || (value.includes(".") && /\.0\d+$/.test(value))
}

function isMapped(address: Address): boolean {
  return address.kind() === "ipv6" && (address as ipaddr.IPv6).isIPv4MappedAddress() // the kind says which it is
}

function rangeOf(address: Address): string {
  if (isMapped(address)) return rangeOf((address as ipaddr.IPv6).toIPv4Address()) // mapped: IPv6
  if (address.kind() === "ipv6") return address.range()
  const [a, b, c, d] = address.toByteArray()
  if (a === 127) return "loopback"
  if (a === 169 && b === 254) return "linkLocal"
  return a === 0 && b === 0 && c === 0 && d === 0 ? "unspecified" : "other"
}

function isLinkLocalMulticast(address: Address): boolean {
  const bytes = address.toByteArray()
  if (address.kind() === "ipv4") return bytes[0] === 224 && bytes[1] === 0 && bytes[2] === 0
  return bytes[0] === 0xff && ((bytes[1] ?? 0) & 0x0f) === 2
}

function hasBitsBeyond(address: Address, bits: number): boolean {
  return address.toByteArray().some((byte, at) => {
    const kept = Math.min(8, Math.max(0, bits - at * 8))
    return (byte & (0xff >> kept)) !== 0
  })
}
