const firstMs = 1_000
const lastMs = 15 * 60_000

/**
 * Keeps a daemon that fails as soon as it is started from being replaced in a tight loop: 1 s after the first failure on a
 * node, 2 s after the next, up to a quarter of an hour; forgotten when it was well for twice the longest.
 */
export class FailureBackoff {
  readonly #entries = new Map<string, { readonly waitMs: number; readonly atMs: number }>()

  /** How long the next replacement on this node must wait; 0: it may be done now, and counts. */
  next(place: string, nowMs: number): number {
    const known = this.#entries.get(place)
    if (known !== undefined && nowMs < known.atMs + known.waitMs) return known.atMs + known.waitMs - nowMs
    const isOld = known === undefined || nowMs > known.atMs + 2 * lastMs
    this.#entries.set(place, { waitMs: isOld ? firstMs : Math.min(lastMs, known.waitMs * 2), atMs: nowMs })
    return 0
  }

  /** Drops what has been well for long. */
  prune(nowMs: number): void {
    for (const [place, { atMs }] of this.#entries) if (nowMs > atMs + 2 * lastMs) this.#entries.delete(place)
  }
}
