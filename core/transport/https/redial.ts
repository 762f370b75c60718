import type { Clock } from "../../base/clock.ts"

/** How long a request waits for a server that refuses connections. */
export interface Patience {
  readonly atMostMs: number
  /** Whoever is asked to stop waits no more. */
  readonly signal: AbortSignal
}

const firstGapMs = 20
const longestGapMs = 320

/**
 * Waits for a server that refuses connections because it is starting, or starts again: it may be there any moment, and
 * whoever asks would otherwise go by longer and longer pauses of its own.
 */
export class Redial {
  readonly #clock: Clock
  readonly #patience: Patience
  readonly #untilMs: number
  #gapMs = firstGapMs

  constructor(clock: Clock, patience: Patience) {
    this.#clock = clock
    this.#patience = patience
    this.#untilMs = clock.monotonicMs() + patience.atMostMs
  }

  /** Whether it is worth another try; resolves when it is time for it. */
  async isWorthIt(error: unknown, signal: AbortSignal | undefined): Promise<boolean> {
    const { signal: stop } = this.#patience
    if (stop.aborted || !isRefused(error) || this.#clock.monotonicMs() + this.#gapMs > this.#untilMs) return false
    await this.#clock.sleep(this.#gapMs, { signal: signal === undefined ? stop : AbortSignal.any([signal, stop]) })
    this.#gapMs = Math.min(longestGapMs, this.#gapMs * 2)
    return true
  }
}

/** What the operating system said is the innermost cause. */
function isRefused(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && cause.code === "ECONNREFUSED") return true
  }
  return false
}
