import type { Clock } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { Storage } from "../../storage/storage.ts"
import { resourcePrefix } from "./keys.ts"
import type { Indexes } from "./object-table.ts"
import { WatchCache } from "./watch-cache.ts"

/** A resource in the version it is stored in. */
export type Stored = Pick<Resource, "group" | "version" | "kind" | "plural" | "namespaced">

export interface CachersDeps {
  readonly storage: Storage
  readonly clock: Clock
  readonly log: Log
  /** Hot field selectors, such as the node of pods. */
  readonly indexesOf?: (resource: Stored) => Indexes
  /** Ends every cache. */
  readonly signal: AbortSignal
}

/** One watch cache for each stored resource, made and started when it is first asked for. */
export class Cachers {
  readonly #deps: CachersDeps
  readonly #caches = new Map<string, { readonly cache: WatchCache; readonly done: Promise<void> }>()

  constructor(deps: CachersDeps) {
    this.#deps = deps
  }

  of(resource: Stored): WatchCache {
    const prefix = resourcePrefix(resource)
    const known = this.#caches.get(prefix)
    if (known !== undefined) return known.cache
    const { storage, clock, log, indexesOf, signal } = this.#deps
    const cache = new WatchCache({ resource, storage, clock, log, indexes: indexesOf?.(resource) ?? {} })
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
