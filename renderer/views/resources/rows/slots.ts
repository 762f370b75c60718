/**
 * Which element shows which row. Who stays in sight keeps its element; who comes takes that of one who has left: text is
 * changed, which costs a browser far less than elements.
 *
 *   a→0 b→1 c→2    then b c d:    b→1 c→2 d→0
 */
export class Slots {
  #slots: ReadonlyMap<string, number> = new Map()

  /** The slot of each key, in the keys' order. */
  assign(keys: readonly string[]): readonly number[] {
    const wanted = new Set(keys)
    const free = [...this.#slots].filter(([key]) => !wanted.has(key)).map(([, slot]) => slot)
    let next = this.#slots.size
    const slots = keys.map((key) => [key, this.#slots.get(key) ?? free.shift() ?? next++] as const)
    // Those that nobody took are given up, and the others count from what is there.
    this.#slots = free.length === 0 ? new Map(slots) : renumbered(slots)
    return slots.map(([key, slot]) => this.#slots.get(key) ?? slot)
  }
}

/** Slots stay below their number, so that the next ones are free. */
function renumbered(slots: readonly (readonly [key: string, slot: number])[]): ReadonlyMap<string, number> {
  const taken = new Set(slots.map(([, slot]) => slot))
  const holes = Array.from({ length: slots.length }, (_, slot) => slot).filter((slot) => !taken.has(slot))
  return new Map(slots.map(([key, slot]) => [key, slot < slots.length ? slot : (holes.shift() ?? slot)]))
}
