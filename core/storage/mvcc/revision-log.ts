import type { Revision } from "../revision.ts"

/**
 * Where the values are, by revision: the only part in which backends differ. Reads are synchronous and see at least
 * what was acknowledged.
 */
export interface RevisionLog {
  /** Everything kept, oldest first, without values; called once, before anything else. */
  load(): { readonly records: Iterable<LoadedRecord>; readonly revision: Revision; readonly compacted: Revision }
  /** All or nothing, durable when it resolves. Called again only after it settled. */
  append(records: readonly LogRecord[]): Promise<void>
  /** The value written at a revision that is kept. */
  value(revision: Revision): Uint8Array
  /** At most `limit` records after one revision, up to another, oldest first. */
  read(range: { readonly after: Revision; readonly upTo: Revision; readonly limit: number }): readonly LogRecord[]
  /** Drops these revisions, and remembers that history begins after `compacted` and goes up to `revision`. */
  forget(
    revisions: readonly Revision[],
    state: { readonly compacted: Revision; readonly revision: Revision },
  ): Promise<void>
  sizeBytes(): number | undefined
  close(): Promise<void>
}

/** One revision: a key and what became of it. */
export type LogRecord = PutRecord | DeleteRecord

/** The key has this value from here on. */
export interface PutRecord {
  readonly type: "put"
  readonly key: string
  readonly revision: Revision
  readonly createRevision: Revision
  readonly value: Uint8Array
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number | undefined
}

/** The key is gone from here on. */
export interface DeleteRecord {
  readonly type: "delete"
  readonly key: string
  readonly revision: Revision
}

/** A record as `load` reads it: values stay where they are. */
export type LoadedRecord = Omit<PutRecord, "value"> | DeleteRecord
