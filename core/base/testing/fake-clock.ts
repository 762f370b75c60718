import type { Clock, Timer } from "../clock.ts"

/** A clock that stands still until a test advances it. Timers run in the order of their time, then of their making. */
export class FakeClock implements Clock {
  #nowMs: number
  #jumpedMs = 0
  #sequence = 0
  readonly #timers = new Map<number, { readonly atMs: number; readonly run: () => void }>()

  constructor(startMs: number = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs
  }

  now(): number {
    return this.#nowMs + this.#jumpedMs
  }

  monotonicMs(): number {
    return this.#nowMs
  }

  after(delayMs: number, run: () => void): Timer {
    const id = this.#sequence++
    this.#timers.set(id, { atMs: this.#nowMs + Math.max(0, delayMs), run })
    return { cancel: () => void this.#timers.delete(id) }
  }

  sleep(delayMs: number, { signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const timer = this.after(delayMs, () => {
        signal?.removeEventListener("abort", onAbort)
        resolve()
      })
      const onAbort = () => {
        timer.cancel()
        reject(signal?.reason)
      }
      signal?.addEventListener("abort", onAbort, { once: true })
    })
  }

  /** Moves the wall time alone, as a machine that slept or whose clock was set. */
  jump(ms: number): void {
    this.#jumpedMs += ms
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.size
  }

  /** Moves time on and runs what falls due on the way, letting promises settle after each. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms
    await settle()
    for (;;) {
      const next = this.#earliest(endMs)
      if (next === undefined) break
      const [id, timer] = next
      this.#timers.delete(id)
      this.#nowMs = Math.max(this.#nowMs, timer.atMs)
      timer.run()
      await settle()
    }
    this.#nowMs = endMs
  }

  #earliest(endMs: number) {
    let found: [number, { readonly atMs: number; readonly run: () => void }] | undefined
    for (const entry of this.#timers) {
      if (entry[1].atMs > endMs) continue
      if (found === undefined || entry[1].atMs < found[1].atMs) found = entry
    }
    return found
  }
}

/** Lets every promise that can settle without time passing do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
