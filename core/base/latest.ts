/**
 * A value that changes, and those who follow it. A follower is told the current value at once and after changes; one that
 * is slow misses those in between, so nothing piles up.
 */
export class Latest<T> {
  #value: { readonly value: T } | undefined
  readonly #wakers = new Set<() => void>()

  /** Without a first value, followers wait for one. */
  constructor(first?: { readonly value: T }) {
    this.#value = first
  }

  get value(): T | undefined {
    return this.#value?.value
  }

  set(value: T): void {
    this.#value = { value }
    for (const wake of this.#wakers) wake()
  }

  /** Ends when the signal aborts. */
  async *follow(signal: AbortSignal): AsyncGenerator<T> {
    let wake = () => {}
    const onAbort = () => wake()
    signal.addEventListener("abort", onAbort, { once: true })
    try {
      for (let told: unknown; !signal.aborted; ) {
        if (this.#value !== undefined && this.#value !== told) {
          told = this.#value
          yield this.#value.value
          continue
        }
        await new Promise<void>((resolve) => {
          wake = resolve
          this.#wakers.add(resolve)
        })
        this.#wakers.delete(wake)
      }
    } finally {
      signal.removeEventListener("abort", onAbort)
    }
  }
}
