import type { Clock, Timer } from "../../base/clock.ts"

export interface IdleEndOptions {
  readonly clock: Clock
  readonly afterMs: number
  /** Called once. */
  end(): void
}

/** Ends what nobody has needed for a while. It is idle from the start. */
export class IdleEnd {
  readonly #options: IdleEndOptions
  /** How many of each kind need it: screens, terminals. */
  readonly #needs = new Map<string, number>()
  #timer: Timer | undefined

  constructor(options: IdleEndOptions) {
    this.#options = options
    this.#wait()
  }

  /** Says how many of a kind there are now. */
  set(kind: string, count: number): void {
    const wasNeeded = this.#isNeeded()
    this.#needs.set(kind, count)
    if (this.#isNeeded()) this.#timer?.cancel()
    else if (wasNeeded) this.#wait()
  }

  close(): void {
    this.#timer?.cancel()
  }

  #isNeeded(): boolean {
    return [...this.#needs.values()].some((count) => count > 0)
  }

  #wait(): void {
    const { clock, afterMs, end } = this.#options
    this.#timer = clock.after(afterMs, end)
  }
}
