import { assert } from "../../base/assert.ts"
import type { LoadedRecord, LogRecord, RevisionLog } from "../mvcc/revision-log.ts"
import { type Revision, revision as toRevision } from "../revision.ts"

/** A log that lasts as long as the process. */
export class MemoryLog implements RevisionLog {
  /** In the order of their revisions, with gaps where revisions were forgotten. */
  readonly #records = new Map<Revision, LogRecord>()

  load() {
    const records: readonly LoadedRecord[] = []
    return { records, revision: firstRevision, compacted: toRevision(0) }
  }

  async append(records: readonly LogRecord[]): Promise<void> {
    for (const record of records) this.#records.set(record.revision, record)
  }

  value(revision: Revision): Uint8Array {
    const record = this.#records.get(revision)
    assert(record?.type === "put", `There is no value at revision ${revision}`)
    return record.value
  }

  read({ after, upTo, limit }: { readonly after: Revision; readonly upTo: Revision; readonly limit: number }) {
    const found: LogRecord[] = []
    for (let at = after + 1; at <= upTo && found.length < limit; at++) {
      const record = this.#records.get(toRevision(at))
      if (record !== undefined) found.push(record)
    }
    return found
  }

  async forget(revisions: readonly Revision[]): Promise<void> {
    for (const revision of revisions) this.#records.delete(revision)
  }

  sizeBytes(): undefined {
    return undefined
  }

  async close(): Promise<void> {
    this.#records.clear()
  }
}

/** Like etcd's: an empty store stands at 1, so that a list of nothing has a revision to watch from. */
const firstRevision = toRevision(1)
