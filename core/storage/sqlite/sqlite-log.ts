import type { DatabaseSync, StatementSync } from "node:sqlite"
import { assert } from "../../base/assert.ts"
import type { LoadedRecord, LogRecord, RevisionLog } from "../mvcc/revision-log.ts"
import { type Revision, revision as toRevision } from "../revision.ts"
import { packRecords } from "./pack.ts"
import { openDatabase } from "./schema.ts"
import { WriterClient, type WriterOptions } from "./writer-client.ts"

/** A log in a SQLite file: written by a thread of its own, read here. */
export class SqliteLog implements RevisionLog {
  readonly #database: DatabaseSync
  readonly #writer: WriterClient
  readonly #selectValue: StatementSync
  readonly #selectRange: StatementSync

  private constructor(database: DatabaseSync, writer: WriterClient) {
    this.#database = database
    this.#writer = writer
    this.#selectValue = database.prepare("select value from log where revision = ?")
    this.#selectRange = database.prepare(
      "select revision, key, created, expires, value from log where revision > ? and revision <= ? order by revision limit ?",
    )
  }

  static async open(options: WriterOptions): Promise<SqliteLog> {
    const writer = await WriterClient.start(options)
    return new SqliteLog(openDatabase(options.path), writer)
  }

  load() {
    const state = this.#database.prepare("select compacted, revision from state").get()
    const newest = this.#database.prepare("select max(revision) as revision from log").get()
    return {
      records: this.#loadRecords(),
      // What came last may have been deleted and compacted: then the state remembers the revision.
      revision: toRevision(Math.max(Number(state?.["revision"]), Number(newest?.["revision"] ?? 0))),
      compacted: toRevision(Number(state?.["compacted"])),
    }
  }

  async append(records: readonly LogRecord[]): Promise<void> {
    const batch = packRecords(records)
    await this.#writer.request({ type: "append", batch }, [batch.values.buffer as ArrayBuffer]) // made by packRecords
  }

  value(revision: Revision): Uint8Array {
    const row = this.#selectValue.get(revision)
    assert(row !== undefined, `There is no value at revision ${revision}`)
    return storedValue(row)
  }

  read({ after, upTo, limit }: { readonly after: Revision; readonly upTo: Revision; readonly limit: number }) {
    return this.#selectRange.all(after, upTo, limit).map((row): LogRecord => {
      const record = recordOf(row)
      return record.type === "delete" ? record : { ...record, value: storedValue(row) }
    })
  }

  async forget(
    revisions: readonly Revision[],
    state: { readonly compacted: Revision; readonly revision: Revision },
  ): Promise<void> {
    for (let from = 0; from === 0 || from < revisions.length; from += forgetChunk) {
      const chunk = Float64Array.from(revisions.slice(from, from + forgetChunk))
      await this.#writer.request({ type: "forget", revisions: chunk, ...state })
    }
  }

  sizeBytes(): number {
    const pages = this.#database.prepare("pragma page_count").get()?.["page_count"]
    const pageBytes = this.#database.prepare("pragma page_size").get()?.["page_size"]
    return Number(pages) * Number(pageBytes)
  }

  async close(): Promise<void> {
    this.#database.close()
    await this.#writer.request({ type: "close" })
  }

  *#loadRecords(): Generator<LoadedRecord> {
    const select = this.#database.prepare("select revision, key, created, expires from log order by revision")
    for (const row of select.iterate()) yield recordOf(row)
  }
}

/** SQLite keeps no bytes at all as null. */
function storedValue(row: Row): Uint8Array {
  const value = row["value"]
  return value instanceof Uint8Array ? value : new Uint8Array()
}

/**
 * So many revisions are dropped at a time, that writers need not wait for all of them. What a crash in between leaves
 * behind is found again by `load`, and dropped by the next compaction.
 */
const forgetChunk = 2_000

type Row = Readonly<Record<string, unknown>>

/** `created` is 0 for a deletion, since revisions of keys begin at 1. */
function recordOf(row: Row): LoadedRecord {
  const key = String(row["key"])
  const revision = toRevision(Number(row["revision"]))
  const created = Number(row["created"])
  if (created === 0) return { type: "delete", key, revision }
  const expires = row["expires"]
  return {
    type: "put",
    key,
    revision,
    createRevision: toRevision(created),
    expiresAtMs: expires === null ? undefined : Number(expires),
  }
}
