import type { Revision } from "./revision.ts"

/**
 * etcd's promises, and no more: a map from keys to bytes whose every change gets the next revision. Nothing here knows
 * what the bytes mean. The API server may not be the only writer: revisions come from here, and the watch cache is
 * fed by `watch`. Every backend passes `testing/storage-suite.ts`.
 */
export interface Storage {
  /** The newest acknowledged revision. */
  currentRevision(): Promise<Revision>
  get(
    key: string,
    options?: { readonly revision?: Revision },
  ): Promise<{ readonly entry: Entry | undefined; readonly revision: Revision }>
  /** Keys that begin with `prefix`, in byte order, as of one revision. Throws `CompactedError`, `FutureRevisionError`. */
  list(options: ListOptions): Promise<ListResult>
  /**
   * One change. Durable when it resolves, and then already delivered to the watches of this process. Concurrent writes
   * share a commit, and their order is the order of the calls. Resolves to the conflict instead of throwing when the
   * precondition does not hold.
   */
  write(change: Change): Promise<WriteResult>
  /**
   * Every change after `after`, in order, without gaps or repeats, until `signal` aborts. The consumer is called with
   * batches and never concurrently. Throws `CompactedError` when `after` is too old.
   */
  watch(options: WatchOptions, consume: (batch: readonly StorageEvent[]) => void): Promise<void>
  /** Forgets what was overwritten or deleted at or before `revision`. */
  compact(revision: Revision): Promise<void>
  /** Bytes on disk, for metrics; undefined where there is no disk. */
  sizeBytes(): Promise<number | undefined>
  close(): Promise<void>
}

/** What is stored under a key, and since when. */
export interface Entry {
  readonly key: string
  readonly value: Uint8Array
  readonly createRevision: Revision
  readonly modRevision: Revision
}

/** Which keys, and as of when. */
export interface ListOptions {
  readonly prefix: string
  /** First key to return; defaults to `prefix`. */
  readonly from?: string
  readonly limit?: number
  /** Exactly as of this revision; the newest when left out. */
  readonly revision?: Revision
}

/** All of it is of one revision. */
export interface ListResult {
  readonly entries: readonly Entry[]
  readonly revision: Revision
  /** How many keys follow within the prefix. */
  readonly remaining: number
}

/** One write. An update and a delete name the revision they replace: when that is no longer the newest, they conflict. */
export type Change =
  | { readonly type: "create"; readonly key: string; readonly value: Uint8Array; readonly ttlSeconds?: number }
  | {
      readonly type: "update"
      readonly key: string
      readonly value: Uint8Array
      readonly modRevision: Revision
      readonly ttlSeconds?: number
    }
  | { readonly type: "delete"; readonly key: string; readonly modRevision: Revision }

/** The revision that was made, or the conflict. */
export type WriteResult =
  | { readonly ok: true; readonly revision: Revision }
  /** What is there instead; undefined when nothing is. */
  | { readonly ok: false; readonly current: Entry | undefined }

/** Which changes. */
export interface WatchOptions {
  readonly prefix: string
  readonly after: Revision
  readonly signal: AbortSignal
  /** Called when everything up to the newest revision at the time has been delivered, and then as revisions pass. */
  readonly onProgress?: (revision: Revision) => void
}

/** What was there before is not in it: who follows from a list knows. */
export type StorageEvent =
  | {
      readonly type: "put"
      readonly key: string
      /** The very array that was handed to `write` where this process wrote it, so that its owner can know it again. */
      readonly value: Uint8Array
      readonly revision: Revision
      readonly createRevision: Revision
    }
  | { readonly type: "delete"; readonly key: string; readonly revision: Revision }

/** What was asked for has been compacted away: whoever asks starts again with a list. */
export class CompactedError extends Error {
  override readonly name = "CompactedError"
}

/** What was asked for has not happened yet. */
export class FutureRevisionError extends Error {
  override readonly name = "FutureRevisionError"
}
