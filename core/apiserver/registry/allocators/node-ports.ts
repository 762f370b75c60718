import type { Random } from "../../../base/random.ts"
import type { Allocator } from "../../../machinery/api/kind.ts"
import { OffsetAllocator } from "./offset-allocator.ts"

/** Ports that services may have on every node: `30000-32767`. */
export function newNodePorts(range: string, random: Random): Allocator<number> {
  const { first, size } = parseRange(range)
  // min(max(16, size/32), 128), as in Kubernetes since 1.28.
  const staticBand = size < 16 ? 0 : Math.min(Math.max(16, Math.floor(size / 32)), 128)
  const offsets = new OffsetAllocator({ size, staticBand, random })
  const contains = (port: number) => port >= first && port < first + size
  return {
    range,
    contains,
    allocate: (port) => contains(port) && offsets.take(port - first),
    allocateNext() {
      const offset = offsets.takeNext()
      return offset === undefined ? undefined : first + offset
    },
    release: (port) => offsets.release(port - first),
  }
}

function parseRange(range: string): { readonly first: number; readonly size: number } {
  const [first = Number.NaN, last = Number.NaN] = range.split("-").map(Number)
  if (!Number.isInteger(first) || !Number.isInteger(last) || first < 1 || last < first || last > 65_535) {
    throw new RangeError(`Cannot read node port range "${range}": want two ports with a dash between them`)
  }
  return { first, size: last - first + 1 }
}
