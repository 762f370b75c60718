import type { Clock, Timer } from "../../base/clock.ts"
import type { Revision } from "../../storage/revision.ts"
import type { CachedObject } from "./cached-object.ts"
import type { CacheEvent, CacheWatchOptions, WatchBatch, WatchSink } from "./cacher.ts"

/** What a watcher reads from. */
export interface WatchSource {
  readonly revision: Revision
  /** Positions of the changes that are kept. */
  readonly start: number
  readonly end: number
  /** What the watcher is told of the changes at these positions; undefined for nothing. */
  batch(range: { readonly from: number; readonly to: number }): WatchBatch | undefined
  batchOf(events: readonly CacheEvent[]): WatchBatch
}

export interface WatcherDeps {
  readonly source: WatchSource
  readonly clock: Clock
  readonly sink: WatchSink
  readonly options: Pick<CacheWatchOptions, "bookmarks" | "timeoutMs" | "signal">
  /** Where to begin, and what is there already. */
  readonly position: number
  readonly initial: readonly CachedObject[]
  /** The revision to close the initial events with. */
  readonly endBookmark: Revision | undefined
}

/** So many events at most go into one write. */
const maxBatchEvents = 256

/** Kubernetes' `defaultBookmarkFrequency`, and how long before the end the last one goes out. */
const bookmarkEveryMs = 60_000
const lastBookmarkBeforeEndMs = 2_000

/**
 * One client's place in the history. It has no queue: while its sink is full it stands still, and when the changes it
 * has not seen are dropped, it is over.
 */
export class Watcher {
  readonly #deps: WatcherDeps
  readonly #ended = Promise.withResolvers<void>()
  readonly #timers = new Set<Timer>()
  #initial: readonly CachedObject[]
  #endBookmark: Revision | undefined
  #position: number
  #waitsForSink = false
  #isOver = false
  /** The newest revision the client knows of: it needs no bookmark for it. */
  #told = 0

  constructor(deps: WatcherDeps) {
    this.#deps = deps
    this.#initial = deps.initial
    this.#endBookmark = deps.endBookmark
    this.#position = deps.position
  }

  async run(): Promise<void> {
    const { clock, options } = this.#deps
    const onAbort = () => this.end()
    options.signal.addEventListener("abort", onAbort, { once: true })
    try {
      this.#after(options.timeoutMs, () => this.end())
      if (options.bookmarks) {
        this.#after(options.timeoutMs - lastBookmarkBeforeEndMs, () => this.#bookmark())
        this.#after(untilNextTick(clock.monotonicMs()), () => this.#bookmarkRegularly())
      }
      if (options.signal.aborted) return
      this.advance()
      await this.#ended.promise
    } finally {
      options.signal.removeEventListener("abort", onAbort)
      for (const timer of this.#timers) timer.cancel()
    }
  }

  /** Tells the sink what it has not been told, as far as it takes it. Called whenever there is more. */
  advance(): void {
    const { source } = this.#deps
    if (this.#isOver) return
    if (this.#position < source.start) {
      this.end()
      return
    }
    while (!this.#waitsForSink && !this.#isOver) {
      const batch = this.#nextInitial() ?? this.#nextChanges()
      if (batch === undefined) return
      this.#write(batch)
    }
  }

  end(): void {
    this.#isOver = true
    this.#ended.resolve()
  }

  fail(error: unknown): void {
    this.#isOver = true
    this.#ended.reject(error)
  }

  #nextInitial(): WatchBatch | undefined {
    const { source } = this.#deps
    if (this.#initial.length > 0) {
      const next = this.#initial.slice(0, maxBatchEvents)
      this.#initial = this.#initial.slice(maxBatchEvents)
      return source.batchOf(next.map((object) => ({ type: "ADDED", object })))
    }
    if (this.#endBookmark === undefined) return undefined
    const revision = this.#endBookmark
    this.#endBookmark = undefined
    return source.batchOf([{ type: "BOOKMARK", revision, initialEventsEnd: true }])
  }

  #nextChanges(): WatchBatch | undefined {
    const { source } = this.#deps
    while (this.#position < source.end) {
      const from = this.#position
      this.#position = Math.min(source.end, from + maxBatchEvents)
      const batch = source.batch({ from, to: this.#position })
      if (batch !== undefined) return batch
    }
    return undefined
  }

  #write(batch: WatchBatch): void {
    const last = batch.events.at(-1)
    if (last !== undefined) this.#told = last.type === "BOOKMARK" ? last.revision : last.object.revision
    if (this.#deps.sink.write(batch)) return
    this.#waitsForSink = true
    this.#deps.sink
      .drained(this.#deps.options.signal)
      .then(
        () => {
          this.#waitsForSink = false
          this.advance()
        },
        () => this.end(), // the client went away
      )
      .catch((error) => this.fail(error))
  }

  #bookmarkRegularly(): void {
    this.#bookmark()
    this.#after(bookmarkEveryMs, () => this.#bookmarkRegularly())
  }

  /** Only who has been told everything may be told how far that is. */
  #bookmark(): void {
    const { source } = this.#deps
    const isBehind = this.#waitsForSink || this.#position < source.end
    if (this.#isOver || isBehind || this.#told === source.revision) return
    this.#write(source.batchOf([{ type: "BOOKMARK", revision: source.revision, initialEventsEnd: false }]))
  }

  #after(delayMs: number, run: () => void): void {
    if (delayMs < 0) return
    const timer = this.#deps.clock.after(delayMs, () => {
      this.#timers.delete(timer)
      run()
    })
    this.#timers.add(timer)
  }
}

/** All watchers' minutes end together, so that an idle process wakes once for all of them. */
function untilNextTick(nowMs: number): number {
  return bookmarkEveryMs - (nowMs % bookmarkEveryMs)
}
