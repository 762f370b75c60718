import type { Clock } from "../../base/clock.ts"
import type { Revision } from "../../storage/revision.ts"
import { tooLargeResourceVersion } from "./failures.ts"

/** Kubernetes' `blockTimeout` of the watch cache. */
const waitAtMostMs = 3_000

interface Waiter {
  readonly revision: Revision
  readonly reached: PromiseWithResolvers<void>
}

/** Those who wait for the cache to come as far as a revision. */
export class RevisionWaiters {
  readonly #clock: Clock
  readonly #waiters = new Set<Waiter>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  reached(revision: Revision): void {
    for (const waiter of this.#waiters) {
      if (waiter.revision <= revision) waiter.reached.resolve()
    }
  }

  /** Rejects in Kubernetes' words when it takes too long, or with the signal's reason. */
  async wait(revision: Revision, current: () => Revision, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    const waiter = { revision, reached: Promise.withResolvers<void>() }
    const onAbort = () => waiter.reached.reject(signal?.reason)
    const timer = this.#clock.after(waitAtMostMs, () =>
      waiter.reached.reject(tooLargeResourceVersion(revision, current())),
    )
    signal?.addEventListener("abort", onAbort, { once: true })
    this.#waiters.add(waiter)
    try {
      await waiter.reached.promise
    } finally {
      this.#waiters.delete(waiter)
      timer.cancel()
      signal?.removeEventListener("abort", onAbort)
    }
  }
}
