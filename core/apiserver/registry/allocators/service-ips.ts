import type { Random } from "../../../base/random.ts"
import type { Allocator } from "../../../machinery/api/kind.ts"
import { OffsetAllocator } from "./offset-allocator.ts"

/** Addresses of services: all of an IPv4 range but its first and its last. */
export function newServiceIPs(range: string, random: Random): Allocator<string> {
  const { base, size } = parseRange(range)
  const usable = size - 2
  // min(max(16, size/16), 256), as in Kubernetes since 1.26.
  const staticBand = Math.min(Math.max(16, Math.floor(size / 16)), 256)
  const offsets = new OffsetAllocator({ size: usable, staticBand, random })

  function offsetOf(address: string): number | undefined {
    const value = parseAddress(address)
    if (value === undefined) return undefined
    const offset = value - base - 1
    return offset >= 0 && offset < usable ? offset : undefined
  }

  return {
    range,
    contains: (address) => offsetOf(address) !== undefined,
    allocate(address) {
      const offset = offsetOf(address)
      return offset !== undefined && offsets.take(offset)
    },
    allocateNext() {
      const offset = offsets.takeNext()
      return offset === undefined ? undefined : formatAddress(base + 1 + offset)
    },
    release(address) {
      const offset = offsetOf(address)
      if (offset !== undefined) offsets.release(offset)
    },
  }
}

/** The first address of the range: the API server's own service. */
export function firstServiceIP(range: string): string {
  return formatAddress(parseRange(range).base + 1)
}

function parseRange(range: string): { readonly base: number; readonly size: number } {
  const [address = "", bits = ""] = range.split("/")
  const value = parseAddress(address)
  const prefix = Number(bits)
  if (value === undefined || !Number.isInteger(prefix) || prefix < 8 || prefix > 30) {
    throw new RangeError(`Cannot read service range "${range}": want IPv4 with a prefix from 8 to 30`)
  }
  const size = 2 ** (32 - prefix)
  return { base: value - (value % size), size }
}

function parseAddress(text: string): number | undefined {
  const parts = text.split(".").map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined
  return parts.reduce((value, part) => value * 256 + part, 0)
}

function formatAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".")
}
