import type { Clock } from "../../base/clock.ts"
import { withDeadline } from "../../base/signals.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { compareVersions } from "../../machinery/meta/version.ts"
import type { Informer } from "../informer/informer.ts"

/** An informer that falls this far behind is not waited for: better a decision on old facts, which a conflict refuses. */
const patienceMs = 30_000

/**
 * What a controller wrote for each of its keys and has not yet seen come back, so that it never decides on a store older
 * than its own last write. Kubernetes' "expectations" count such writes; here the resourceVersion tells.
 */
export class OwnWrites<T extends ApiObject> {
  readonly #informer: Informer<T>
  readonly #clock: Clock
  readonly #versions = new Map<string, string>()
  readonly #deleted = new Map<string, Set<string>>()

  constructor(informer: Informer<T>, clock: Clock) {
    this.#informer = informer
    this.#clock = clock
  }

  /** Notes an answer to a create, update or patch made for this key. */
  wrote(key: string, answer: ApiObject): void {
    const version = answer.metadata.resourceVersion ?? ""
    if (compareVersions(version, this.#versions.get(key) ?? "") > 0) this.#versions.set(key, version)
  }

  deleted(key: string, object: T): void {
    const uids = this.#deleted.get(key) ?? new Set()
    this.#deleted.set(key, uids.add(object.metadata.uid ?? ""))
  }

  /** The key's object is gone, and with it the question. */
  forget(key: string): void {
    this.#versions.delete(key)
    this.#deleted.delete(key)
  }

  /** Resolves when everything written for this key is in the informer's store. */
  async settled(key: string, signal: AbortSignal): Promise<void> {
    const version = this.#versions.get(key)
    if (version === undefined) return
    if (!this.#informer.hasSeen(version)) await this.#wait(version, signal)
    if (this.#versions.get(key) === version) this.#versions.delete(key)
  }

  /** The objects without those deleted for this key, which the store may still show as they were before. */
  withoutDeleted(key: string, objects: readonly T[]): readonly T[] {
    const uids = this.#deleted.get(key)
    if (uids === undefined) return objects
    const stale = new Set<string>()
    const rest = objects.filter((object) => {
      const uid = object.metadata.uid ?? ""
      if (!uids.has(uid) || object.metadata.deletionTimestamp !== undefined) return true
      stale.add(uid)
      return false
    })
    if (stale.size === 0) this.#deleted.delete(key)
    else this.#deleted.set(key, stale)
    return rest
  }

  async #wait(version: string, signal: AbortSignal): Promise<void> {
    const deadline = { clock: this.#clock, atMostMs: patienceMs, signal }
    try {
      await withDeadline((enough) => this.#informer.waitForVersion(version, enough), deadline)
    } catch {
      signal.throwIfAborted()
    }
  }
}
