import type { Clock } from "../../core/base/clock.ts"
import { describeError, type Log } from "../../core/base/log.ts"
import type { Output, StreamName } from "../../core/bridge/contract.ts"
import { BridgeError, lineLost } from "../../core/bridge/messages.ts"
import type { Bridge } from "../../core/bridge/screens.ts"

/** What the shell follows of the host: each is told what is so now, and what was so before. */
export interface HostListeners {
  clusters(now: Output<"clusters.watch">, before: Output<"clusters.watch">): void
  operations(now: Output<"operations.watch">, before: Output<"operations.watch">): void
  settings(now: Output<"settings.watch">): void
  /** The host is gone, and is being started again. */
  lost(): void
}

export interface WatchDeps {
  readonly bridge: Bridge
  readonly clock: Clock
  readonly log: Log
}

/** How long to wait after the host could not say something. */
const askAgainMs = 5_000

/** Follows the host over all its restarts, for as long as the app lives. */
export function watchHost(deps: WatchDeps, listeners: HostListeners): void {
  followForever(deps, "clusters.watch", remembering<Output<"clusters.watch">>([], listeners.clusters))
  followForever(deps, "operations.watch", remembering<Output<"operations.watch">>([], listeners.operations))
  followForever(deps, "settings.watch", listeners.settings)
  deps.bridge.onConnected((connected) => {
    if (!connected) listeners.lost()
  })
}

function remembering<T>(first: T, tell: (now: T, before: T) => void): (now: T) => void {
  let before = first
  return (now) => {
    tell(now, before)
    before = now
  }
}

type Followed = "clusters.watch" | "operations.watch" | "settings.watch"

function followForever<K extends Followed & StreamName>(deps: WatchDeps, method: K, tell: (item: Output<K>) => void) {
  const { bridge, clock, log } = deps
  async function run(): Promise<never> {
    for (;;) {
      try {
        for await (const item of bridge.stream(method, undefined as never)) tell(item) // none of these takes anything
      } catch (error) {
        if (error instanceof BridgeError && error.id === lineLost) continue // the next waits for the next line
        log.warn("The host could not tell", { what: method, error: describeError(error) })
      }
      await clock.sleep(askAgainMs)
    }
  }
  run().catch((error: unknown) =>
    log.error("No longer following the host", { what: method, error: describeError(error) }),
  )
}
