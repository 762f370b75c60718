/** Time, handed in. `host/clock.ts` has the real one, `base/testing/fake-clock.ts` the one that tests turn by hand. */
export interface Clock {
  /** Wall time in milliseconds since 1970. May jump. */
  now(): number
  /** Milliseconds since some fixed point; never goes back. */
  monotonicMs(): number
  /** Calls `run` once after `delayMs`. */
  after(delayMs: number, run: () => void): Timer
  /** Resolves after `delayMs`; rejects with the signal's reason when that comes first. */
  sleep(delayMs: number, options?: { readonly signal?: AbortSignal }): Promise<void>
}

/** Something that will run once, and need not. */
export interface Timer {
  /** May be called twice, and after the timer has run. */
  cancel(): void
}

/** Kubernetes' `metav1.Time`: RFC 3339 in UTC with whole seconds. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** Kubernetes' `metav1.MicroTime`: RFC 3339 in UTC with six decimals. */
export function formatMicroTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23)}000Z`
}
