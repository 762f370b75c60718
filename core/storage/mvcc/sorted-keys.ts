/**
 * A set of strings in order. Kept as one sorted array: inserting moves memory, which for the tens of thousands of keys
 * of a cluster costs microseconds, and walking a range costs nothing.
 */
export class SortedKeys {
  readonly #keys: string[] = []

  get size(): number {
    return this.#keys.length
  }

  /** False when it is there already. */
  add(key: string): boolean {
    const at = this.#position(key)
    if (this.#keys[at] === key) return false
    // Keys that come in order, as a first list does, are appended.
    if (at === this.#keys.length) this.#keys.push(key)
    else this.#keys.splice(at, 0, key)
    return true
  }

  delete(key: string): boolean {
    const at = this.#position(key)
    if (this.#keys[at] !== key) return false
    this.#keys.splice(at, 1)
    return true
  }

  clear(): void {
    this.#keys.length = 0
  }

  /** Keys at or after `from` that begin with `prefix`. The set must not change on the way. */
  *range(prefix: string, from: string = prefix): Generator<string> {
    for (let at = this.#position(from < prefix ? prefix : from); at < this.#keys.length; at++) {
      const key = this.#keys[at]
      if (key === undefined || !key.startsWith(prefix)) return
      yield key
    }
  }

  /** How many `range` would give. */
  count(prefix: string, from: string = prefix): number {
    const start = this.#position(from < prefix ? prefix : from)
    return Math.max(0, this.#position(`${prefix}\uffff`) - start)
  }

  /** Where `key` stands, or would. */
  #position(key: string): number {
    let low = 0
    let high = this.#keys.length
    const last = this.#keys[high - 1]
    if (last !== undefined && last < key) return high
    while (low < high) {
      const middle = (low + high) >> 1
      const found = this.#keys[middle]
      if (found !== undefined && found < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
