import type { Revision } from "../revision.ts"
import { revision as toRevision } from "../revision.ts"
import type { Change } from "../storage.ts"
import type { Version } from "./key-index.ts"
import type { LogRecord } from "./revision-log.ts"

/** More than this never shares a commit: it bounds how long one takes, and what it holds in memory. */
const maxBatchChanges = 512
const maxBatchBytes = 8 * 1024 * 1024

/** Changes waiting for their commit: past this the store is too slow for what is asked of it. */
const maxQueued = 50_000

export interface WriteQueueDeps {
  /** The newest acknowledged state of a key. */
  readonly latest: (key: string) => Version | undefined
  /** Makes a batch durable. */
  readonly append: (records: readonly LogRecord[]) => Promise<void>
  /** Called when a batch is durable, before its writers hear of it. */
  readonly acknowledge: (records: readonly LogRecord[]) => void
  readonly expiresAtMs: (ttlSeconds: number | undefined) => number | undefined
}

export type Admission =
  | { readonly type: "written"; readonly revision: Revision }
  /** The precondition does not hold, judged by what is durable now. */
  | { readonly type: "conflict" }

interface Pending {
  readonly record: LogRecord
  readonly settled: PromiseWithResolvers<void>
}

/**
 * One writer with group commit: while a batch is being made durable the next one gathers. A change is judged, and gets
 * its revision, when it is called, by what the changes before it will have made; nobody is told before it is durable.
 */
export class WriteQueue {
  readonly #deps: WriteQueueDeps
  #waiting: Pending[] = []
  /** For each key its newest change on the way. */
  readonly #pending = new Map<string, Pending>()
  #lastAssigned: Revision
  #pumping: Promise<void> | undefined
  #closed: Error | undefined

  constructor(deps: WriteQueueDeps, revision: Revision) {
    this.#deps = deps
    this.#lastAssigned = revision
  }

  async write(change: Change): Promise<Admission> {
    for (;;) {
      if (this.#closed !== undefined) throw this.#closed
      if (isAllowed(change, this.#current(change.key))) {
        return { type: "written", revision: await this.#enqueue(change) }
      }
      const inTheWay = this.#pending.get(change.key)
      if (inTheWay === undefined) return { type: "conflict" }
      // Only what is durable may be told. Should its commit fail, the change is judged anew.
      const durable = await inTheWay.settled.promise.then(
        () => true,
        () => false,
      )
      if (durable) return { type: "conflict" }
    }
  }

  /** Refuses what comes; resolves when what is on the way has settled. */
  async close(reason: Error): Promise<void> {
    this.#closed = reason
    await this.#pumping
  }

  #current(key: string): Version | undefined {
    const pending = this.#pending.get(key)
    if (pending === undefined) return this.#deps.latest(key)
    const { record } = pending
    if (record.type === "delete") return undefined
    return { modRevision: record.revision, createRevision: record.createRevision }
  }

  async #enqueue(change: Change): Promise<Revision> {
    if (this.#waiting.length >= maxQueued) throw new Error(`Cannot write: ${maxQueued} changes are waiting already`)
    const revision = toRevision(this.#lastAssigned + 1)
    const pending = { record: this.#recordOf(change, revision), settled: Promise.withResolvers<void>() }
    this.#lastAssigned = revision
    this.#pending.set(change.key, pending)
    this.#waiting.push(pending)
    this.#pumping ??= this.#pump()
    await pending.settled.promise
    return revision
  }

  #recordOf(change: Change, revision: Revision): LogRecord {
    const { key } = change
    if (change.type === "delete") return { type: "delete", key, revision }
    const createRevision = this.#current(key)?.createRevision ?? revision
    const expiresAtMs = this.#deps.expiresAtMs(change.ttlSeconds)
    return { type: "put", key, revision, createRevision, value: change.value, expiresAtMs }
  }

  async #pump(): Promise<void> {
    await Promise.resolve() // lets those who write in the same turn join the first batch
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchLength(this.#waiting))
      const records = batch.map((pending) => pending.record)
      try {
        await this.#deps.append(records)
      } catch (error) {
        this.#giveUp([...batch, ...this.#waiting], error)
        continue
      }
      for (const pending of batch) this.#forget(pending)
      this.#deps.acknowledge(records)
      for (const pending of batch) pending.settled.resolve()
    }
    this.#pumping = undefined
  }

  /**
   * What waits was judged by what has just failed, so it fails too. The revisions are not used again: a commit that
   * failed on its last step may yet be found on the disk.
   */
  #giveUp(lost: readonly Pending[], error: unknown): void {
    this.#waiting = []
    this.#pending.clear()
    for (const pending of lost) {
      pending.settled.promise.catch(() => {}) // a writer that waits for another's change may not be there
      pending.settled.reject(new Error("Cannot make the change durable", { cause: error }))
    }
  }

  #forget(pending: Pending): void {
    const { key } = pending.record
    if (this.#pending.get(key) === pending) this.#pending.delete(key)
  }
}

/** At least one, however large. */
function batchLength(waiting: readonly Pending[]): number {
  let bytes = 0
  for (const [at, { record }] of waiting.entries()) {
    bytes += record.type === "put" ? record.value.length : 0
    if (at === maxBatchChanges || (at > 0 && bytes > maxBatchBytes)) return at
  }
  return waiting.length
}

function isAllowed(change: Change, current: Version | undefined): boolean {
  return change.type === "create" ? current === undefined : current?.modRevision === change.modRevision
}
