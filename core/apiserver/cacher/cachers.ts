import type { Clock } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { Storage } from "../../storage/storage.ts"
import { resourcePrefix } from "./keys.ts"
import type { Indexes } from "./object-table.ts"
import { WatchCache } from "./watch-cache.ts"

export interface CachersDeps {
  readonly storage: Storage
  readonly clock: Clock
  readonly log: Log
  /** Indexes by the resource's prefix: hot field selectors, such as the node of pods. */
  readonly indexes?: Readonly<Record<string, Indexes>>
  /** Ends every cache. */
  readonly signal: AbortSignal
}

type Stored = Pick<Resource, "group" | "version" | "kind" | "plural" | "namespaced">

/** One watch cache for each stored resource, made and started when it is first asked for. */
export class Cachers {
  readonly #deps: CachersDeps
  readonly #caches = new Map<string, { readonly cache: WatchCache; readonly done: Promise<void> }>()

  constructor(deps: CachersDeps) {
    this.#deps = deps
  }

  /** In the version it is stored in. */
  of(resource: Stored): WatchCache {
    const prefix = resourcePrefix(resource)
    const known = this.#caches.get(prefix)
    if (known !== undefined) return known.cache
    const { storage, clock, log, indexes, signal } = this.#deps
    const cache = new WatchCache({ resource, storage, clock, log, indexes: indexes?.[prefix] ?? {} })
    this.#caches.set(prefix, { cache, done: cache.run(signal) })
    return cache
  }

  /** Resolves when each of those asked for so far has its first list. */
  async ready(): Promise<void> {
    await Promise.all([...this.#caches.values()].map(({ cache }) => cache.ready()))
  }

  /** Resolves when all have ended, after the signal. */
  async done(): Promise<void> {
    await Promise.all([...this.#caches.values()].map(({ done }) => done))
  }
}
