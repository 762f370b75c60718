import { createContext, useContext, useSyncExternalStore } from "react"
import type { Clock, Timer } from "../../../../core/base/clock.ts"
import { formatAge } from "../../../../core/machinery/table/age.ts"

const tickMs = 1_000

/** The time as ages are told by it: one timer for all of them, which runs while there are any. */
export class Ticker {
  readonly #clock: Clock
  readonly #listeners = new Set<() => void>()
  #timer: Timer | undefined
  #now: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#now = clock.now()
  }

  get now(): number {
    return this.#now
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#timer === undefined) this.#tick()
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return
      this.#timer?.cancel()
      this.#timer = undefined
    }
  }

  #tick(): void {
    this.#now = this.#clock.now()
    for (const listener of this.#listeners) listener()
    this.#timer = this.#clock.after(tickMs, () => this.#tick())
  }
}

export const TickerContext = createContext<Ticker | undefined>(undefined)

/** How long ago it was; drawn anew only when the words change. */
export function useAge(since: string | undefined): string {
  const ticker = useContext(TickerContext)
  return useSyncExternalStore(ticker?.subscribe ?? never, () =>
    ticker === undefined ? "" : formatAge(since, Math.max(ticker.now, Date.parse(since ?? "") || 0)),
  )
}

function never(): () => void {
  return () => {}
}
