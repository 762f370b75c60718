import type { Clock } from "../base/clock.ts"
import { describeError, type Log } from "../base/log.ts"
import type { Storage } from "./storage.ts"

/** Kubernetes' `--etcd-compaction-interval`: history is kept for this long, and at most twice as long. */
const everyMs = 5 * 60_000

/** Forgets old history from time to time, until the signal aborts. */
export async function runCompactor({
  storage,
  clock,
  log,
  signal,
}: {
  readonly storage: Pick<Storage, "currentRevision" | "compact">
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}): Promise<void> {
  let old = await storage.currentRevision()
  while (!signal.aborted) {
    await clock.sleep(everyMs, { signal }).catch(() => {}) // aborted: the loop ends
    if (signal.aborted) return
    try {
      await storage.compact(old)
    } catch (error) {
      log.warn("Could not compact the storage", { revision: old, error: describeError(error) })
    }
    old = await storage.currentRevision()
  }
}
