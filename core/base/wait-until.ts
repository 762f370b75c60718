import type { Clock } from "./clock.ts"

export interface WaitOptions {
  readonly clock: Clock
  /** "node to become Ready": completes "Waited 60 s for the ...". */
  readonly what: string
  readonly everyMs: number
  readonly atMostMs: number
  readonly signal?: AbortSignal | undefined
}

/** Looks again and again until there is something: only for what cannot tell by itself. Throws a TimeoutError when it takes too long. */
export async function waitUntil<T>(look: () => Promise<T | undefined | false>, options: WaitOptions): Promise<T> {
  const { clock, what, everyMs, atMostMs, signal } = options
  const endMs = clock.monotonicMs() + atMostMs
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (clock.monotonicMs() + everyMs > endMs) throw new TimeoutError(`Waited ${atMostMs / 1000} s for the ${what}`)
    await clock.sleep(everyMs, signal === undefined ? {} : { signal })
  }
}

export class TimeoutError extends Error {
  override readonly name = "TimeoutError"
}
