import type { Clock } from "../../base/clock.ts"
import { describeError, type Log } from "../../base/log.ts"
import type { Revision } from "../revision.ts"
import type {
  Change,
  Entry,
  ListOptions,
  ListResult,
  Storage,
  StorageEvent,
  WatchOptions,
  WriteResult,
} from "../storage.ts"
import { CompactedError, FutureRevisionError } from "../storage.ts"
import { type Expiring, Expiry } from "./expiry.ts"
import { KeyIndex, type Version } from "./key-index.ts"
import type { LoadedRecord, LogRecord, RevisionLog } from "./revision-log.ts"
import { WatchHub } from "./watch-hub.ts"
import { WriteQueue } from "./write-queue.ts"

export interface MvccDeps {
  readonly revisions: RevisionLog
  readonly clock: Clock
  readonly log: Log
}

/** How many records a watch that catches up takes at a time. */
const replayChunk = 1_000

/** `Storage` over a log of revisions: an index of the keys in memory, the values in the log. */
export class MvccStorage implements Storage {
  readonly #revisions: RevisionLog
  readonly #log: Log
  readonly #index = new KeyIndex()
  readonly #hub = new WatchHub()
  readonly #expiry: Expiry
  readonly #writes: WriteQueue
  #revision: Revision
  #compacted: Revision

  constructor({ revisions, clock, log }: MvccDeps) {
    this.#revisions = revisions
    this.#log = log
    this.#expiry = new Expiry(clock, (due) => this.#expire(due))
    const loaded = revisions.load()
    for (const record of loaded.records) this.#apply(record)
    this.#revision = loaded.revision
    this.#compacted = loaded.compacted
    const deps = {
      latest: (key: string) => this.#index.latest(key),
      append: (records: readonly LogRecord[]) => revisions.append(records),
      acknowledge: (records: readonly LogRecord[]) => this.#acknowledge(records),
      expiresAtMs: (ttlSeconds: number | undefined) => this.#expiry.atMs(ttlSeconds),
    }
    this.#writes = new WriteQueue(deps, this.#revision)
  }

  async currentRevision(): Promise<Revision> {
    return this.#revision
  }

  async get(key: string, options: { readonly revision?: Revision } = {}) {
    const revision = this.#readable(options.revision)
    return { entry: this.#entry(key, this.#index.at(key, revision)), revision }
  }

  async list({ prefix, from = prefix, limit = Infinity, revision: asked }: ListOptions): Promise<ListResult> {
    const revision = this.#readable(asked)
    const entries: Entry[] = []
    let remaining = 0
    for (const [key, version] of this.#index.range(prefix, from, revision)) {
      if (entries.length < limit) entries.push(this.#entryAt(key, version))
      else remaining++
    }
    return { entries, revision, remaining }
  }

  async write(change: Change): Promise<WriteResult> {
    const admission = await this.#writes.write(change)
    if (admission.type === "written") return { ok: true, revision: admission.revision }
    return { ok: false, current: this.#entry(change.key, this.#index.latest(change.key)) }
  }

  async watch(options: WatchOptions, consume: (batch: readonly StorageEvent[]) => void): Promise<void> {
    const { prefix, signal, onProgress } = options
    let reached = options.after
    this.#assertKept(reached)
    while (reached < this.#revision && !signal.aborted) {
      const replayed = this.#replay(reached, prefix, consume)
      reached = replayed.reached
      if (replayed.isLast) break // and nothing may come between this and following the hub
      await new Promise((resolve) => setImmediate(resolve)) // others have their turn
      this.#assertKept(reached)
    }
    if (signal.aborted) return
    onProgress?.(this.#revision)
    await this.#hub.follow({ prefix, after: reached, consume, progressed: onProgress }, signal)
  }

  async compact(revision: Revision): Promise<void> {
    if (revision > this.#revision) throw new FutureRevisionError(`Cannot compact at ${revision}: it is in the future`)
    if (revision <= this.#compacted) return
    this.#compacted = revision
    await this.#revisions.forget(this.#index.compact(revision), { compacted: revision, revision: this.#revision })
  }

  async sizeBytes(): Promise<number | undefined> {
    return this.#revisions.sizeBytes()
  }

  async close(): Promise<void> {
    const reason = new Error("Storage is closed")
    this.#expiry.close()
    await this.#writes.close(reason)
    this.#hub.close(reason)
    await this.#revisions.close()
  }

  /** Tells a watch the next changes that are in the log. */
  #replay(after: Revision, prefix: string, consume: (batch: readonly StorageEvent[]) => void) {
    const records = this.#revisions.read({ after, upTo: this.#revision, limit: replayChunk })
    const events = records.filter((record) => record.key.startsWith(prefix)).map(eventOf)
    if (events.length > 0) consume(events)
    const isLast = records.length < replayChunk
    return { isLast, reached: isLast ? this.#revision : (records.at(-1)?.revision ?? after) }
  }

  #acknowledge(records: readonly LogRecord[]): void {
    for (const record of records) this.#apply(record)
    this.#revision = records.at(-1)?.revision ?? this.#revision
    this.#hub.deliver(records.map(eventOf), this.#revision)
  }

  #apply(record: LoadedRecord): void {
    const { key, revision } = record
    if (record.type === "delete") {
      this.#index.delete(key, revision)
      return
    }
    this.#index.put(key, { modRevision: revision, createRevision: record.createRevision })
    if (record.expiresAtMs !== undefined) this.#expiry.add({ key, revision, atMs: record.expiresAtMs })
  }

  #expire(due: readonly Expiring[]): void {
    for (const { key, revision } of due) {
      if (this.#index.latest(key)?.modRevision !== revision) continue
      this.write({ type: "delete", key, modRevision: revision }).catch((error) => {
        this.#log.error("Could not delete what expired", { key, error: describeError(error) })
      })
    }
  }

  #entry(key: string, version: Version | undefined): Entry | undefined {
    return version === undefined ? undefined : this.#entryAt(key, version)
  }

  #entryAt(key: string, { modRevision, createRevision }: Version): Entry {
    return { key, value: this.#revisions.value(modRevision), createRevision, modRevision }
  }

  #readable(revision: Revision = this.#revision): Revision {
    if (revision > this.#revision) {
      throw new FutureRevisionError(`Cannot read at revision ${revision}: the newest is ${this.#revision}`)
    }
    this.#assertKept(revision)
    return revision
  }

  #assertKept(revision: Revision): void {
    if (revision < this.#compacted) {
      throw new CompactedError(`Cannot read at revision ${revision}: compacted up to ${this.#compacted}`)
    }
  }
}

function eventOf(record: LogRecord): StorageEvent {
  const { type, key, revision } = record
  return type === "delete"
    ? { type, key, revision }
    : { type, key, revision, value: record.value, createRevision: record.createRevision }
}
