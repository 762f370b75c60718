import type { Clock } from "../../base/clock.ts"

/**
 * How long a container that keeps ending has to wait: nothing after the first end, then 10 s, 20 s ... 5 min, counted
 * from its last end. Forgotten after twice the longest wait without a restart.
 */
export class CrashBackoff {
  readonly #clock: Clock
  readonly #firstMs: number
  readonly #maxMs: number
  readonly #entries = new Map<string, { waitMs: number; updatedMs: number }>()

  constructor(clock: Clock, { firstMs = 10_000, maxMs = 300_000 }: { firstMs?: number; maxMs?: number } = {}) {
    this.#clock = clock
    this.#firstMs = firstMs
    this.#maxMs = maxMs
  }

  /** The wait as a whole and what is left of it; undefined when the container may start now. */
  waiting(key: string, sinceMs: number): { readonly waitMs: number; readonly leftMs: number } | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined || sinceMs - entry.updatedMs > 2 * this.#maxMs) return undefined
    const leftMs = sinceMs + entry.waitMs - this.#clock.now()
    return leftMs > 0 ? { waitMs: entry.waitMs, leftMs } : undefined
  }

  /** The container is started once more: the next wait is longer. */
  next(key: string, sinceMs: number): void {
    const entry = this.#entries.get(key)
    const fresh = entry === undefined || sinceMs - entry.updatedMs > 2 * this.#maxMs
    const waitMs = fresh ? this.#firstMs : Math.min(this.#maxMs, entry.waitMs * 2)
    this.#entries.set(key, { waitMs, updatedMs: this.#clock.now() })
  }

  forget(prefix: string): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key)
  }
}

/** As Go prints a duration: 10s, 1m20s, 5m0s. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m${seconds % 60}s`
  return `${Math.floor(seconds / 3600)}h${Math.floor((seconds % 3600) / 60)}m${seconds % 60}s`
}
