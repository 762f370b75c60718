/** A binary heap: the smallest by `compare` comes out first. */
export class Heap<T> {
  readonly #items: T[] = []
  readonly #compare: (a: T, b: T) => number

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare
  }

  get size(): number {
    return this.#items.length
  }

  peek(): T | undefined {
    return this.#items[0]
  }

  push(item: T): void {
    const items = this.#items
    let at = items.push(item) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = items[above] as T // above < at, so it is there
      if (this.#compare(item, parent) >= 0) break
      items[at] = parent
      at = above
    }
    items[at] = item
  }

  pop(): T | undefined {
    const items = this.#items
    const top = items[0]
    const last = items.pop()
    if (items.length > 0 && last !== undefined) this.#sink(last)
    return top
  }

  /** Puts `item` at the top and lets it down to its place. */
  #sink(item: T): void {
    const items = this.#items
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= items.length) break
      const right = below + 1
      // Both stand below the length.
      if (right < items.length && this.#compare(items[right] as T, items[below] as T) < 0) below = right
      const child = items[below] as T
      if (this.#compare(item, child) <= 0) break
      items[at] = child
      at = below
    }
    items[at] = item
  }
}
