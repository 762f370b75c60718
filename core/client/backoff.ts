import type { Clock } from "../base/clock.ts"
import type { Random } from "../base/random.ts"
import { jitter } from "../base/random.ts"

/** Waits longer after each failure in a row: `firstMs`, twice that, and so on up to `maxMs`, each with jitter. */
export class Backoff {
  readonly #clock: Clock
  readonly #random: Random
  readonly #firstMs: number
  readonly #maxMs: number
  #failures = 0

  constructor({
    clock,
    random,
    firstMs = 100,
    maxMs = 5_000,
  }: {
    clock: Clock
    random: Random
    firstMs?: number
    maxMs?: number
  }) {
    this.#clock = clock
    this.#random = random
    this.#firstMs = firstMs
    this.#maxMs = maxMs
  }

  /** Rejects with the signal's reason when that aborts first. */
  async wait(signal: AbortSignal): Promise<void> {
    const ms = Math.min(this.#maxMs, this.#firstMs * 2 ** Math.min(this.#failures, 30))
    this.#failures++
    await this.#clock.sleep(jitter(this.#random, ms, 0.5), { signal })
  }

  reset(): void {
    this.#failures = 0
  }
}
