import type { Allocator, Allocators } from "../../../machinery/api/kind.ts"
import { internalError } from "../../../machinery/status/status-error.ts"

/** What one write took, so that it can be undone. */
export class Taken {
  readonly #allocators: Allocators
  readonly #undo: (() => void)[] = []

  constructor(allocators: Allocators) {
    this.#allocators = allocators
  }

  takeIP(ip: string): string | undefined {
    const { serviceIPs } = this.#allocators
    if (!serviceIPs.contains(ip)) return "the provided network does not match the current range"
    return this.#take(serviceIPs, ip) ? undefined : "provided IP is already allocated"
  }

  takePort(port: number): string | undefined {
    const { nodePorts } = this.#allocators
    if (!nodePorts.contains(port))
      return `provided port is not in the valid range. The range of valid ports is ${nodePorts.range}`
    return this.#take(nodePorts, port) ? undefined : "provided port is already allocated"
  }

  nextIP(): string {
    return this.#next(this.#allocators.serviceIPs, "failed to allocate a serviceIP: range is full")
  }

  nextPort(): number {
    return this.#next(this.#allocators.nodePorts, "failed to allocate a nodePort: range is full")
  }

  giveBack(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo()
  }

  #take<V>(allocator: Allocator<V>, value: V): boolean {
    if (!allocator.allocate(value)) return false
    this.#undo.push(() => allocator.release(value))
    return true
  }

  #next<V>(allocator: Allocator<V>, complaint: string): V {
    const value = allocator.allocateNext()
    if (value === undefined) throw internalError(complaint)
    this.#undo.push(() => allocator.release(value))
    return value
  }
}
