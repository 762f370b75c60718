import type { ApiObject } from "../../machinery/meta/object.ts"
import type { Protobuf } from "../../machinery/protobuf/protobuf.ts"
import type { Revision } from "../../storage/revision.ts"
import type { CachedObject } from "./cached-object.ts"

/**
 * The watch cache of one stored resource: every object as it was last seen in storage, and the last changes in order.
 * It answers reads; storage answers writes. Fed by `storage.watch` alone, so that it is right whoever writes.
 *
 * A write that this process awaited is already in the cache when the write resolves. `watch-cache.ts` implements it,
 * `cachers.ts` has one for each resource. Failures are `StatusError` in Kubernetes' words.
 */
export interface Cacher {
  /** `/registry/core/pods/` */
  readonly prefix: string
  /** Every change up to here is in the cache. */
  readonly revision: Revision

  /** The object under `key` (`objectKey` in `keys.ts`), by default as new as the newest acknowledged write. */
  get(
    key: string,
    options?: { readonly atLeast?: Revision; readonly signal?: AbortSignal | undefined },
  ): Promise<CachedObject | undefined>
  /** What is in the cache at this moment. */
  peek(key: string): CachedObject | undefined
  /** In key order, at this moment. */
  peekAll(selection: Selection): readonly CachedObject[]
  /**
   * Calls with every change after it can be read here; without any when everything was read anew. Returns the end of it.
   */
  subscribe(listener: (changes: readonly CacheChange[]) => void): () => void
  /** In key order, as of one revision. */
  list(options: CacheListOptions): Promise<CachedList>
  /**
   * Changes into `sink` until the signal aborts, the time is up or the sink stays so far behind that what it lacks is
   * no longer kept. Throws `Expired` when the start is no longer kept: an ERROR event to the client, as Kubernetes
   * answers 200 to every watch.
   */
  watch(options: CacheWatchOptions, sink: WatchSink): Promise<void>
  /** Resolves when the cache has seen `revision`; 504 `Too large resource version` when it does not in time. */
  waitFor(revision: Revision, signal?: AbortSignal | undefined): Promise<void>

  /**
   * The bytes to hand to `storage.write`: canonical JSON without the resourceVersion. The object is remembered for as
   * long as the bytes live, so that the cache need not parse what this process wrote.
   */
  encode(object: ApiObject): Uint8Array
  /** What was just written, as of its own revision, even when the cache is already past it. */
  written(key: string, value: Uint8Array, revision: Revision): CachedObject
}

/** One key's step from one state to the next; undefined where there is none. */
export interface CacheChange {
  readonly key: string
  readonly revision: Revision
  readonly previous: CachedObject | undefined
  readonly current: CachedObject | undefined
}

/** Which of the resource's objects. */
export interface Scope {
  /** Left out: all. */
  readonly namespace?: string | undefined
  /** One name (`metadata.name=x` as a field selector). */
  readonly name?: string | undefined
}

export interface Selection {
  readonly scope: Scope
  /** A label selector, asked before `matches`. Left out: everything matches. */
  readonly matchesLabels?: ((labels: Readonly<Record<string, string>>) => boolean) | undefined
  /** Field selectors. Handed shared, parsed objects. Left out: everything matches. */
  readonly matches?: ((object: ApiObject) => boolean) | undefined
  /** Narrows by an index the cache was made with, before `matches` is asked: `{ name: "spec.nodeName", value: "n1" }`. */
  readonly index?: { readonly name: string; readonly value: string } | undefined
}

export interface CacheListOptions extends Selection {
  readonly at: ListPosition
  /** Left out or 0: all. */
  readonly limit?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export type ListPosition =
  /** As new as the newest acknowledged write (no resourceVersion given). */
  | { readonly type: "newest" }
  /** At or after the revision (`NotOlderThan`); 0 takes what is there. */
  | { readonly type: "atLeast"; readonly revision: Revision }
  /** As it was then (`Exact`); 410 when that is compacted. */
  | { readonly type: "exact"; readonly revision: Revision }
  /** After the last page, as of that page's revision. */
  | { readonly type: "continue"; readonly token: string }

export interface CachedList {
  readonly objects: readonly CachedObject[]
  readonly revision: Revision
  /** The token of the next page; undefined on the last. */
  readonly continue: string | undefined
  /** How many follow this page; undefined on the last page and with selectors, where nobody counted. */
  readonly remaining: number | undefined
}

export interface CacheWatchOptions extends Selection {
  readonly start: WatchStart
  /** Whether the client takes BOOKMARK events: about once a minute, and just before the time is up. */
  readonly bookmarks: boolean
  /** The watch ends by itself after this long. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

export type WatchStart =
  /** Changes after the revision. */
  | { readonly type: "after"; readonly revision: Revision }
  /** Changes from this moment on. */
  | { readonly type: "now" }
  /**
   * What is there as ADDED first, at least as new as `atLeast` (undefined: as the newest acknowledged write; 0: as it
   * comes), then changes. `endBookmark`: between the two a bookmark annotated `k8s.io/initial-events-end`.
   */
  | { readonly type: "state"; readonly atLeast: Revision | undefined; readonly endBookmark: boolean }

export type CacheEvent =
  | { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly object: CachedObject }
  | { readonly type: "BOOKMARK"; readonly revision: Revision; readonly initialEventsEnd: boolean }

/** Events in order. Watchers that see the same share one batch, so that `bytes` is made once for all of them. */
export interface WatchBatch {
  readonly events: readonly CacheEvent[]
  /** `{"type":"ADDED","object":…}` lines. */
  readonly bytes: Uint8Array
  /** The same events as protobuf frames. */
  frames(protobuf: Protobuf): Uint8Array
}

/** Where a watcher's events go; `Sink` of `request.ts` with batches in place of bytes. */
export interface WatchSink {
  /** False: no more until `drained`. The batch itself is taken. */
  write(batch: WatchBatch): boolean
  drained(signal: AbortSignal): Promise<void>
}
