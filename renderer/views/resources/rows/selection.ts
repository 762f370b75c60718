/** What a press adds to: nothing, what is chosen already, or everything up to it. */
export type SelectMode = "only" | "toggle" | "range"

/**
 * Which rows are chosen, and on which one the keyboard is. Rows ask about themselves, so that only those that changed are
 * drawn anew.
 */
export class Selection {
  readonly #listeners = new Set<() => void>()
  #keys: ReadonlySet<string> = new Set()
  #active: string | undefined
  /** Where a range begins. */
  #anchor: string | undefined

  get keys(): ReadonlySet<string> {
    return this.#keys
  }

  get active(): string | undefined {
    return this.#active
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Moves to a row without choosing it. */
  activate(key: string | undefined): void {
    if (key === this.#active) return
    this.#active = key
    this.#tell()
  }

  /** `order` has the keys of all rows, as they are shown. */
  select(key: string, mode: SelectMode, order: () => readonly string[]): void {
    switch (mode) {
      case "only":
        this.#keys = new Set([key])
        this.#anchor = key
        break
      case "toggle": {
        const keys = new Set(this.#keys)
        if (!keys.delete(key)) keys.add(key)
        this.#keys = keys
        this.#anchor = key
        break
      }
      case "range":
        this.#keys = new Set(between(order(), this.#anchor ?? key, key))
    }
    this.#active = key
    this.#tell()
  }

  selectAll(keys: readonly string[]): void {
    this.#keys = new Set(keys)
    this.#tell()
  }

  clear(): void {
    if (this.#keys.size === 0) return
    this.#keys = new Set()
    this.#anchor = undefined
    this.#tell()
  }

  /** Lets go of rows that are no longer there. */
  keepOnly(isThere: (key: string) => boolean): void {
    const kept = [...this.#keys].filter(isThere)
    if (kept.length === this.#keys.size) return
    this.#keys = new Set(kept)
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** The keys from one to the other, whichever comes first. */
function between(order: readonly string[], from: string, to: string): readonly string[] {
  const ends = [order.indexOf(from), order.indexOf(to)].filter((place) => place >= 0)
  return ends.length === 0 ? [to] : order.slice(Math.min(...ends), Math.max(...ends) + 1)
}
