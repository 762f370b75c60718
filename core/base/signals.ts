import type { Clock } from "./clock.ts"
import { TimeoutError } from "./wait-until.ts"

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener("abort", () => resolve(), { once: true })
  })
}

export interface Deadline {
  readonly clock: Clock
  readonly atMostMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs what has so much time and no more: the signal it is handed aborts with a TimeoutError then, or with the outer
 * signal's reason. Nothing stays behind on the outer signal, which may live as long as the process.
 */
export async function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  { clock, atMostMs, signal }: Deadline,
): Promise<T> {
  const stop = new AbortController()
  const forward = () => stop.abort(signal?.reason)
  if (signal?.aborted === true) forward()
  signal?.addEventListener("abort", forward, { once: true })
  const timer = clock.after(atMostMs, () => stop.abort(new TimeoutError(`Waited ${atMostMs / 1000} s`)))
  try {
    return await run(stop.signal)
  } finally {
    timer.cancel()
    signal?.removeEventListener("abort", forward)
  }
}
