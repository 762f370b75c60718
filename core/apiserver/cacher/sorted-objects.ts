import type { CachedObject } from "./cached-object.ts"

/**
 * Objects in the order of their keys, as one array: a list is a copy of a part of it, and that is what lists cost. A
 * new key moves memory, which for the tens of thousands of objects of a cluster costs microseconds.
 */
export class SortedObjects {
  readonly #objects: CachedObject[] = []

  /** In the place of the one that has the same key. */
  set(object: CachedObject): void {
    const at = this.#position(object.key)
    // Keys that come in order, as a first list does, are appended.
    if (at === this.#objects.length) this.#objects.push(object)
    else if (this.#objects[at]?.key === object.key) this.#objects[at] = object
    else this.#objects.splice(at, 0, object)
  }

  delete(key: string): void {
    const at = this.#position(key)
    if (this.#objects[at]?.key === key) this.#objects.splice(at, 1)
  }

  clear(): void {
    this.#objects.length = 0
  }

  range(prefix: string, from: string, limit: number): readonly CachedObject[] {
    const { start, end } = this.#bounds(prefix, from)
    return this.#objects.slice(start, Math.min(end, start + limit))
  }

  /** How many `range` would give without a limit. */
  count(prefix: string, from: string): number {
    const { start, end } = this.#bounds(prefix, from)
    return end - start
  }

  #bounds(prefix: string, from: string): { readonly start: number; readonly end: number } {
    const start = this.#position(from < prefix ? prefix : from)
    return { start, end: Math.max(start, this.#position(`${prefix}\uffff`)) }
  }

  /** Where `key` stands, or would. */
  #position(key: string): number {
    let low = 0
    let high = this.#objects.length
    const last = this.#objects[high - 1]
    if (last !== undefined && last.key < key) return high
    while (low < high) {
      const middle = (low + high) >> 1
      const found = this.#objects[middle]
      if (found !== undefined && found.key < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
