import { unreachable } from "../../base/assert.ts"
import type { Clock } from "../../base/clock.ts"
import { describeError, type Log } from "../../base/log.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { serviceUnavailable } from "../../machinery/status/status-error.ts"
import { type Revision, revision as toRevision } from "../../storage/revision.ts"
import type { Storage, StorageEvent } from "../../storage/storage.ts"
import { CachedObject } from "./cached-object.ts"
import type {
  CacheChange,
  CachedList,
  CacheListOptions,
  Cacher,
  CacheWatchOptions,
  ListPosition,
  Selection,
  WatchSink,
} from "./cacher.ts"
import { decodeContinue } from "./continue-token.ts"
import { History, type HistoryLimits, historyLimits } from "./history.ts"
import { resourcePrefix } from "./keys.ts"
import { explainListFailure, objectOf, type PageRequest, pageOfPast, pageOfStorage, pageOfTable } from "./list-page.ts"
import { type Indexes, ObjectTable } from "./object-table.ts"
import { RevisionWaiters } from "./revision-waiters.ts"
import { compileSelection, selectFrom } from "./selection.ts"
import { encodeStored } from "./stored-form.ts"
import { Watchers } from "./watchers.ts"

export interface WatchCacheDeps {
  /** In the version it is stored in. */
  readonly resource: Pick<Resource, "group" | "version" | "kind" | "plural" | "namespaced">
  readonly storage: Storage
  readonly clock: Clock
  readonly log: Log
  readonly indexes?: Indexes
  readonly limits?: HistoryLimits
}

/** How long to wait before reading everything again after the storage's watch failed. */
const relistAfterMs = 1_000

/** `Cacher` over a storage: runs until its signal aborts; answers once the first list is in. */
export class WatchCache implements Cacher {
  readonly prefix: string
  readonly #deps: WatchCacheDeps
  readonly #table: ObjectTable
  readonly #history: History
  readonly #watchers: Watchers
  readonly #waiters: RevisionWaiters
  readonly #listeners = new Set<(changes: readonly CacheChange[]) => void>()
  readonly #ready = Promise.withResolvers<void>()
  /** What this process wrote, by the bytes it handed to storage. */
  readonly #written = new WeakMap<Uint8Array, ApiObject>()
  #revision: Revision = toRevision(0)
  /** When something of this resource last changed: from there to `#revision` the table is the state. */
  #changedAt: Revision = toRevision(0)

  constructor(deps: WatchCacheDeps) {
    this.#deps = deps
    this.prefix = resourcePrefix(deps.resource)
    this.#table = new ObjectTable(deps.indexes ?? {})
    this.#history = new History(deps.limits ?? historyLimits, this.#revision)
    this.#waiters = new RevisionWaiters(deps.clock)
    this.#ready.promise.catch(() => {}) // told to those who ask
    this.#watchers = new Watchers({ kind: deps.resource, history: this.#history, clock: deps.clock })
  }

  get revision(): Revision {
    return this.#revision
  }

  get size(): number {
    return this.#table.size
  }

  /** Lists, then follows; lists again when following fails. */
  async run(signal: AbortSignal): Promise<void> {
    const { storage, clock, log } = this.#deps
    while (!signal.aborted) {
      try {
        const after = await this.#fill()
        const onProgress = (revision: Revision) => this.#progress(revision)
        await storage.watch({ prefix: this.prefix, after, signal, onProgress }, (batch) => this.#take(batch))
      } catch (error) {
        log.warn("Lost the storage's watch, listing again", { prefix: this.prefix, error: describeError(error) })
        await clock.sleep(relistAfterMs, { signal }).catch(() => {}) // aborted: the loop ends
      }
    }
    this.#ready.reject(serviceUnavailable("The watch cache has ended"))
    this.#watchers.endAll()
  }

  /** Resolves when the first list is in. */
  ready(): Promise<void> {
    return this.#ready.promise
  }

  async get(
    key: string,
    { atLeast, signal }: { readonly atLeast?: Revision; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<CachedObject | undefined> {
    await this.#waitUntil(atLeast, signal)
    return this.#table.get(key)
  }

  peek(key: string): CachedObject | undefined {
    return this.#table.get(key)
  }

  peekAll(selection: Selection): readonly CachedObject[] {
    return selectFrom(this.#table, selection, compileSelection(this.#deps.resource, this.#table, selection))
  }

  subscribe(listener: (changes: readonly CacheChange[]) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async list(options: CacheListOptions): Promise<CachedList> {
    const place = placeOf(options.at)
    await this.#waitUntil(place.atLeast, options.signal)
    const { exactly = this.#revision } = place
    const { resource, storage } = this.#deps
    const request: PageRequest = {
      resource,
      table: this.#table,
      selection: options,
      compiled: compileSelection(resource, this.#table, options),
      revision: exactly,
      limit: options.limit ?? 0,
      from: place.from === undefined ? undefined : `${this.prefix}${place.from}`,
    }
    if (exactly >= this.#changedAt && exactly <= this.#revision) return pageOfTable(request)
    try {
      if (exactly >= this.#history.floor && exactly < this.#changedAt) {
        await storage.get(this.prefix, { revision: exactly }) // what is compacted is gone for everybody
        if (exactly >= this.#history.floor) return pageOfPast(request, this.#history.statesAt(exactly))
      }
      return await pageOfStorage(request, storage)
    } catch (error) {
      throw explainListFailure(
        error,
        exactly,
        this.#revision,
        place.from === undefined ? undefined : { from: place.from },
      )
    }
  }

  async watch(options: CacheWatchOptions, sink: WatchSink): Promise<void> {
    const { start, signal } = options
    await this.#waitUntil(
      start.type === "state" ? start.atLeast : start.type === "after" ? start.revision : undefined,
      signal,
    )
    const compiled = compileSelection(this.#deps.resource, this.#table, options)
    // From here to the watcher's start nothing may wait: the state and the position belong together.
    const position = start.type === "after" ? this.#watchers.positionAfter(start.revision) : this.#history.end
    const isState = start.type === "state"
    await this.#watchers.run({
      compiled,
      options,
      sink,
      position,
      initial: isState ? selectFrom(this.#table, options, compiled) : [],
      endBookmark: isState && start.endBookmark && options.bookmarks ? this.#revision : undefined,
    })
  }

  async waitFor(revision: Revision, signal?: AbortSignal | undefined): Promise<void> {
    if (this.#revision >= revision) return
    await this.#waiters.wait(revision, () => this.#revision, signal)
  }

  encode(object: ApiObject): Uint8Array {
    const value = encodeStored(object)
    this.#written.set(value, object)
    return value
  }

  written(key: string, value: Uint8Array, revision: Revision): CachedObject {
    const cached = this.#table.get(key)
    if (cached?.revision === revision) return cached
    const parsed = this.#written.get(value)
    return new CachedObject({ key, value, revision, createRevision: revision, type: "MODIFIED", parsed })
  }

  /** Waits for a revision, by default the newest acknowledged, once the first list is in. */
  async #waitUntil(revision: Revision | undefined, signal: AbortSignal | undefined): Promise<void> {
    if (this.#revision === 0) await this.#ready.promise
    await this.waitFor(revision ?? (await this.#deps.storage.currentRevision()), signal)
  }

  async #fill(): Promise<Revision> {
    const { entries, revision } = await this.#deps.storage.list({ prefix: this.prefix })
    const known = entries.map((entry) => objectOf(entry, this.#table))
    this.#watchers.endAll() // what they missed is not known
    this.#table.clear()
    for (const object of known) this.#table.set(object)
    this.#history.reset(revision)
    this.#changedAt = revision
    this.#progress(revision)
    this.#ready.resolve()
    for (const listener of this.#listeners) listener([])
    return revision
  }

  #take(batch: readonly StorageEvent[]): void {
    const nowMs = this.#deps.clock.monotonicMs()
    const changes = batch.map((event) => this.#apply(event))
    for (const change of changes) this.#history.append(change, nowMs)
    this.#changedAt = changes.at(-1)?.revision ?? this.#changedAt
    this.#progress(this.#changedAt)
    for (const listener of this.#listeners) listener(changes)
    this.#watchers.advanceAll()
  }

  #apply(event: StorageEvent): CacheChange {
    const { key, revision } = event
    const previous = this.#table.get(key)
    if (event.type === "delete") {
      this.#table.delete(key)
      return { key, revision, previous, current: undefined }
    }
    const { value, createRevision } = event
    const type = previous === undefined ? "ADDED" : "MODIFIED"
    const parsed = this.#written.get(value)
    this.#written.delete(value)
    const current = new CachedObject({ key, value, revision, createRevision, type, parsed })
    this.#table.set(current)
    return { key, revision, previous, current }
  }

  #progress(revision: Revision): void {
    if (revision <= this.#revision) return
    this.#revision = revision
    this.#history.trim(this.#deps.clock.monotonicMs())
    this.#watchers.progressed(revision)
    this.#waiters.reached(revision)
  }
}

interface ListPlace {
  /** How new the cache must be first; undefined: as the newest acknowledged write. */
  readonly atLeast: Revision | undefined
  /** Undefined: whatever the cache then has. */
  readonly exactly?: Revision | undefined
  readonly from?: string
}

function placeOf(at: ListPosition): ListPlace {
  switch (at.type) {
    case "newest":
      return { atLeast: undefined }
    case "atLeast":
      return { atLeast: at.revision }
    case "exact":
      return { atLeast: at.revision, exactly: at.revision }
    case "continue": {
      const { revision, from } = decodeContinue(at.token)
      return { atLeast: revision, exactly: revision, from }
    }
    default:
      return unreachable(at)
  }
}
