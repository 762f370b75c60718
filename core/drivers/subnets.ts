import ipaddr from "ipaddr.js"

/** Where clusters live by default; the first is the one that guides print. */
export const defaultSubnets: readonly string[] = Array.from({ length: 16 }, (_, i) => `192.168.${99 + i}.0/24`)

/** The first of `candidates` that shares no address with anything in `taken`. */
export function firstFreeSubnet(candidates: readonly string[], taken: readonly string[]): string | undefined {
  return candidates.find((candidate) => !taken.some((other) => overlap(candidate, other)))
}

export function overlap(one: string, other: string): boolean {
  const [a, aBits] = ipaddr.parseCIDR(one)
  const [b, bBits] = ipaddr.parseCIDR(other)
  if (a.kind() !== b.kind()) return false
  return a.match(b, Math.min(aBits, bBits))
}

/** `addressIn("192.168.99.0/24", 100)` is 192.168.99.100. */
export function addressIn(subnet: string, host: number): string {
  const [network] = ipaddr.IPv4.parseCIDR(subnet)
  const octets = ipaddr.IPv4.networkAddressFromCIDR(`${network.toString()}/${subnet.split("/")[1]}`).octets
  const last = (octets[3] ?? 0) + host
  return [...octets.slice(0, 2), (octets[2] ?? 0) + Math.floor(last / 256), last % 256].join(".")
}

/** The subnet as it is written: "10.77.0.9/24" is in 10.77.0.0/24. Undefined for what is no IPv4 subnet. */
export function parseSubnet(text: string): string | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return undefined
  return `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${text.split("/")[1]}`
}

/** How many addresses there are in it. */
export function addressesIn(subnet: string): number {
  return 2 ** (32 - ipaddr.IPv4.parseCIDR(subnet)[1])
}
