import type { Clock } from "../../core/base/clock.ts"
import { describeError, type Log } from "../../core/base/log.ts"

/** Where newer versions come from. Whoever ships the app with one hands it in; there is none until then. */
export interface UpdateFeed {
  /** Looks, and makes a newer version ready for the next start. Answers its name, or undefined. */
  prepareNext(): Promise<string | undefined>
}

const firstLookMs = 60_000
const lookEveryMs = 24 * 60 * 60_000

/** Looks for newer versions once a day; without a feed, never. */
export function watchForUpdates(feed: UpdateFeed | undefined, { clock, log }: { clock: Clock; log: Log }): void {
  if (feed === undefined) return
  const look = async () => {
    try {
      const version = await feed.prepareNext()
      if (version !== undefined) log.info("Made a newer version ready", { version })
    } catch (error) {
      log.warn("Could not look for newer versions", { error: describeError(error) })
    }
    clock.after(lookEveryMs, look)
  }
  clock.after(firstLookMs, look)
}
