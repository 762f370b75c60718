import type { Revision } from "../../storage/revision.ts"
import type { CachedObject } from "./cached-object.ts"
import type { CacheChange } from "./cacher.ts"

export interface HistoryLimits {
  /** So many changes are kept however old they are. */
  readonly minChanges: number
  readonly maxChanges: number
  readonly maxBytes: number
  /** What is older goes, down to `minChanges`. */
  readonly maxAgeMs: number
}

/** As Kubernetes keeps at least 100 changes, and what is younger than a request's minute and a quarter. */
export const historyLimits: HistoryLimits = {
  minChanges: 100,
  maxChanges: 50_000,
  maxBytes: 32 * 1024 * 1024,
  maxAgeMs: 75_000,
}

interface Kept {
  readonly change: CacheChange
  readonly atMs: number
  readonly bytes: number
}

/**
 * The last changes in order. Each has a position that counts up for ever; a watcher is a position, so that a slow one
 * costs nothing but the changes that are kept anyway, and one that falls out of the window is over.
 */
export class History {
  readonly #limits: HistoryLimits
  /** `#kept[0]` has the position `start`. */
  #kept: Kept[] = []
  #dropped = 0
  #start = 0
  #bytes = 0
  #floor: Revision

  constructor(limits: HistoryLimits, floor: Revision) {
    this.#limits = limits
    this.#floor = floor
  }

  /** A watch may begin after this revision or any later one. */
  get floor(): Revision {
    return this.#floor
  }

  /** Position of the oldest change kept. */
  get start(): number {
    return this.#start
  }

  /** Position the next change will have. */
  get end(): number {
    return this.#start + this.#kept.length - this.#dropped
  }

  append(change: CacheChange, nowMs: number): void {
    const bytes = (change.current ?? change.previous)?.sizeBytes ?? 0
    this.#kept.push({ change, atMs: nowMs, bytes })
    this.#bytes += bytes
    this.trim(nowMs)
  }

  /** Lets go of what has become old since. */
  trim(nowMs: number): void {
    while (this.#isTooMuch(nowMs)) this.#dropOldest()
  }

  /** Begins anew: positions go on, nothing before `floor` is known. */
  reset(floor: Revision): void {
    this.#start = this.end
    this.#kept = []
    this.#dropped = 0
    this.#bytes = 0
    this.#floor = floor
  }

  at(position: number): CacheChange | undefined {
    return this.#kept[position - this.#start + this.#dropped]?.change
  }

  /** Where the changes after `revision` begin. */
  positionAfter(revision: Revision): number {
    let low = this.start
    let high = this.end
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.at(middle)?.revision ?? 0) > revision) high = middle
      else low = middle + 1
    }
    return low
  }

  /** What every key that has changed since was at `revision`, which must not be before the floor. */
  statesAt(revision: Revision): ReadonlyMap<string, CachedObject | undefined> {
    const states = new Map<string, CachedObject | undefined>()
    for (let position = this.positionAfter(revision); position < this.end; position++) {
      const change = this.at(position)
      if (change !== undefined && !states.has(change.key)) states.set(change.key, change.previous)
    }
    return states
  }

  #isTooMuch(nowMs: number): boolean {
    const count = this.end - this.#start
    if (count <= this.#limits.minChanges) return false
    const oldest = this.#kept[this.#dropped]
    const isOld = oldest !== undefined && nowMs - oldest.atMs > this.#limits.maxAgeMs
    return isOld || count > this.#limits.maxChanges || this.#bytes > this.#limits.maxBytes
  }

  #dropOldest(): void {
    const oldest = this.#kept[this.#dropped]
    if (oldest === undefined) return
    this.#floor = oldest.change.revision
    this.#bytes -= oldest.bytes
    this.#dropped++
    this.#start++
    if (this.#dropped * 2 < this.#kept.length) return
    this.#kept = this.#kept.slice(this.#dropped)
    this.#dropped = 0
  }
}
