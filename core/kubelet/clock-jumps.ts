import type { Clock } from "../base/clock.ts"

/**
 * Tells that the wall time has moved against the time that timers count: the machine slept, or its clock was set. Tokens
 * may have ended then whose timer has hours to go.
 */
export class ClockJumps {
  readonly #clock: Clock
  #differenceMs: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#differenceMs = difference(clock)
  }

  /** Whether it has since it was asked last. */
  look(): boolean {
    const before = this.#differenceMs
    this.#differenceMs = difference(this.#clock)
    return Math.abs(this.#differenceMs - before) > slewMs
  }
}

/** A clock that is kept right by slewing moves by less, from one look to the next. */
const slewMs = 5_000

function difference(clock: Clock): number {
  return clock.now() - clock.monotonicMs()
}
