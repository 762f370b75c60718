import type { Allocator, Allocators } from "../../../machinery/api/kind.ts"

/**
 * Allocators for a write that will not happen: they refuse what is taken, take nothing, and make up values that only
 * have to look right. What Kubernetes answers a dry run with, node ports beyond the range included.
 */
export function dryRunAllocators({ serviceIPs, nodePorts }: Allocators): Allocators {
  return { serviceIPs: dryRunIPs(serviceIPs), nodePorts: dryRunPorts(nodePorts) }
}

/** Where made-up ports begin. */
const firstGuess = 32_769

function dryRunPorts(ports: Allocator<number>): Allocator<number> {
  const own = new Set<number>()
  return {
    range: ports.range,
    contains: () => true,
    allocate: (port) => {
      if (own.has(port) || (ports.contains(port) && !isFree(ports, port))) return false
      own.add(port)
      return true
    },
    allocateNext: () => {
      const next = own.size === 0 ? firstGuess : Math.max(...own) + 1
      own.add(next)
      return next
    },
    release: (port) => void own.delete(port),
  }
}

function dryRunIPs(ips: Allocator<string>): Allocator<string> {
  return {
    range: ips.range,
    contains: (ip) => ips.contains(ip),
    allocate: (ip) => isFree(ips, ip),
    // The first of the range, which no service ever gets.
    allocateNext: () => ips.range.split("/")[0],
    release: () => {},
  }
}

function isFree<V>(allocator: Allocator<V>, value: V): boolean {
  if (!allocator.allocate(value)) return false
  allocator.release(value)
  return true
}
