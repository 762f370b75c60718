import type { Random } from "../../../base/random.ts"

/**
 * Numbers 0 … size-1 that at most one object may hold. The first `staticBand` of them are left to those who name a
 * number themselves, for as long as others are free (k8s.io/kubernetes `allocator`, reserved ranges).
 */
export class OffsetAllocator {
  readonly #taken = new Set<number>()
  readonly #size: number
  readonly #staticBand: number
  readonly #random: Random

  constructor({
    size,
    staticBand,
    random,
  }: { readonly size: number; readonly staticBand: number; readonly random: Random }) {
    this.#size = size
    this.#staticBand = Math.min(staticBand, size)
    this.#random = random
  }

  has(offset: number): boolean {
    return this.#taken.has(offset)
  }

  take(offset: number): boolean {
    if (this.#taken.has(offset)) return false
    this.#taken.add(offset)
    return true
  }

  /** Undefined when all are taken. */
  takeNext(): number | undefined {
    if (this.#taken.size >= this.#size) return undefined
    const found = this.#search(this.#staticBand, this.#size) ?? this.#search(0, this.#staticBand)
    if (found !== undefined) this.#taken.add(found)
    return found
  }

  release(offset: number): void {
    this.#taken.delete(offset)
  }

  /** From a random place on, around once. */
  #search(from: number, to: number): number | undefined {
    const span = to - from
    const start = Math.floor(this.#random.next() * span)
    for (let step = 0; step < span; step++) {
      const offset = from + ((start + step) % span)
      if (!this.#taken.has(offset)) return offset
    }
    return undefined
  }
}
