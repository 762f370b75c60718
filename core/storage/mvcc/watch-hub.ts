import type { Revision } from "../revision.ts"
import type { StorageEvent } from "../storage.ts"

export interface Subscription {
  readonly prefix: string
  /** Changes up to here are known already. */
  readonly after: Revision
  readonly consume: (batch: readonly StorageEvent[]) => void
  readonly progressed: ((revision: Revision) => void) | undefined
}

interface Follower extends Subscription {
  readonly ended: PromiseWithResolvers<void>
}

/** Hands each acknowledged batch to whoever follows its keys. */
export class WatchHub {
  readonly #followers = new Set<Follower>()
  #closed: Error | undefined

  /** From this very moment until the signal aborts; rejects with what `consume` threw. */
  async follow(subscription: Subscription, signal: AbortSignal): Promise<void> {
    if (this.#closed !== undefined) throw this.#closed
    const ended = Promise.withResolvers<void>()
    const follower = { ...subscription, ended }
    const onAbort = () => {
      this.#followers.delete(follower) // at once: no batch may come after the abort
      ended.resolve()
    }
    signal.addEventListener("abort", onAbort, { once: true })
    this.#followers.add(follower)
    try {
      await ended.promise
    } finally {
      this.#followers.delete(follower)
      signal.removeEventListener("abort", onAbort)
    }
  }

  deliver(batch: readonly StorageEvent[], revision: Revision): void {
    for (const follower of this.#followers) {
      try {
        tell(follower, batch, revision)
      } catch (error) {
        this.#followers.delete(follower)
        follower.ended.reject(error)
      }
    }
  }

  /** Ends every subscription, and refuses new ones. */
  close(reason: Error): void {
    this.#closed = reason
    for (const follower of this.#followers) follower.ended.reject(reason)
    this.#followers.clear()
  }
}

function tell(follower: Follower, batch: readonly StorageEvent[], revision: Revision): void {
  const { prefix, after, consume, progressed } = follower
  const theirs = batch.filter((event) => event.key.startsWith(prefix) && event.revision > after)
  if (theirs.length > 0) consume(theirs)
  progressed?.(revision)
}
