import type { Clock } from "../../base/clock.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import { type Revision, revision as toRevision } from "../../storage/revision.ts"
import type { CachedObject } from "./cached-object.ts"
import type { CacheEvent, CacheWatchOptions, WatchBatch, WatchSink } from "./cacher.ts"
import { tooOldResourceVersion } from "./failures.ts"
import type { History } from "./history.ts"
import type { CompiledSelection } from "./selection.ts"
import { EventBatch, eventOf } from "./watch-batch.ts"
import { Watcher } from "./watcher.ts"

export interface WatchersDeps {
  readonly kind: Pick<Resource, "group" | "version" | "kind">
  readonly history: History
  readonly clock: Clock
}

/** Those who have seen all so far want the same range; for the others the last one made is as good as any. */
interface SharedBatch {
  readonly from: number
  readonly to: number
  readonly batch: WatchBatch | undefined
}

export interface NewWatcher {
  readonly compiled: CompiledSelection
  readonly options: CacheWatchOptions
  readonly sink: WatchSink
  readonly position: number
  readonly initial: readonly CachedObject[]
  readonly endBookmark: Revision | undefined
}

/** Everyone who watches one resource. */
export class Watchers {
  readonly #deps: WatchersDeps
  readonly #watchers = new Set<Watcher>()
  /** Batches of the changes just told, by who sees the same: made once, given to all of them. */
  readonly #shared = new Map<string, SharedBatch>()
  /** Whether all are being told: only then do several ask for the same. */
  #isTelling = false
  #revision: Revision = toRevision(0)

  constructor(deps: WatchersDeps) {
    this.#deps = deps
  }

  /** Throws when changes after the revision are no longer all kept. */
  positionAfter(revision: Revision): number {
    const { history } = this.#deps
    if (revision < history.floor) throw tooOldResourceVersion(revision, history.floor)
    return history.positionAfter(revision)
  }

  async run({ compiled, options, sink, position, initial, endBookmark }: NewWatcher): Promise<void> {
    const { clock } = this.#deps
    const source = this.#sourceFor(compiled)
    const watcher = new Watcher({ source, clock, sink, options, position, initial, endBookmark })
    this.#watchers.add(watcher)
    try {
      await watcher.run()
    } finally {
      this.#watchers.delete(watcher)
    }
  }

  progressed(revision: Revision): void {
    this.#revision = revision
  }

  advanceAll(): void {
    this.#isTelling = true
    for (const watcher of this.#watchers) {
      try {
        watcher.advance()
      } catch (error) {
        watcher.fail(error) // its selector, or an object it alone saw
      }
    }
    this.#isTelling = false
    this.#shared.clear()
  }

  endAll(): void {
    for (const watcher of this.#watchers) watcher.end()
  }

  #sourceFor(compiled: CompiledSelection) {
    const { history, kind } = this.#deps
    const revision = () => this.#revision
    return {
      get revision() {
        return revision()
      },
      get start() {
        return history.start
      },
      get end() {
        return history.end
      },
      batch: (range: { readonly from: number; readonly to: number }) => this.#batch(range, compiled),
      batchOf: (events: readonly CacheEvent[]) => new EventBatch(kind, events),
    }
  }

  #batch(range: { readonly from: number; readonly to: number }, compiled: CompiledSelection): WatchBatch | undefined {
    if (compiled.sharedAs === undefined || !this.#isTelling) return this.#newBatch(range, compiled)
    const shared = this.#shared.get(compiled.sharedAs)
    if (shared?.from === range.from && shared.to === range.to) return shared.batch
    const batch = this.#newBatch(range, compiled)
    this.#shared.set(compiled.sharedAs, { ...range, batch })
    return batch
  }

  #newBatch(
    { from, to }: { readonly from: number; readonly to: number },
    compiled: CompiledSelection,
  ): WatchBatch | undefined {
    const events: CacheEvent[] = []
    for (let position = from; position < to; position++) {
      const change = this.#deps.history.at(position)
      const event = change && eventOf(change, compiled)
      if (event !== undefined) events.push(event)
    }
    return events.length === 0 ? undefined : new EventBatch(this.#deps.kind, events)
  }
}
