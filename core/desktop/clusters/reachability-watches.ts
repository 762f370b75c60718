import type { Clock } from "../../base/clock.ts"
import type { Reachability } from "../../bridge/contract/api.ts"
import type { ReachabilitySource } from "./cluster-watch.ts"

export interface ReachabilityWatchesDeps {
  readonly connections: ReachabilitySource
  readonly clock: Clock
  onChange(): void
  readonly signal: AbortSignal
}

/** How long a cluster that is seen to run for the first time may keep the others from being told of. */
const firstAnswerMs = 1_000

interface Watch {
  value: Reachability | undefined
  readonly stop: AbortController
  readonly first: PromiseWithResolvers<void>
  /** The look that began it still waits for its first answer. */
  isAwaited: boolean
}

/** Whether the API servers of clusters that run do answer. */
export class ReachabilityWatches {
  readonly #deps: ReachabilityWatchesDeps
  readonly #watches = new Map<string, Watch>()

  constructor(deps: ReachabilityWatchesDeps) {
    this.#deps = deps
    deps.signal.addEventListener("abort", () => void this.keep([]), { once: true })
  }

  of(profile: string): Reachability | undefined {
    return this.#watches.get(profile)?.value
  }

  /** Watches these and no others. Resolves when something is known of each, or soon. */
  async keep(profiles: readonly string[]): Promise<void> {
    for (const [profile, { stop }] of this.#watches) {
      if (profiles.includes(profile)) continue
      stop.abort(new Error("It does not run"))
      this.#watches.delete(profile)
    }
    await Promise.all(profiles.map((profile) => this.#firstOf(this.#watches.get(profile) ?? this.#begin(profile))))
  }

  #begin(profile: string): Watch {
    const watch: Watch = {
      value: undefined,
      stop: new AbortController(),
      first: Promise.withResolvers(),
      isAwaited: true,
    }
    this.#watches.set(profile, watch)
    void this.#follow(profile, watch) // it tells of failures as answers
    this.#deps.connections.lookNow(profile)
    return watch
  }

  async #follow(profile: string, watch: Watch): Promise<void> {
    for await (const value of this.#deps.connections.watchReachability(profile, watch.stop.signal)) {
      watch.value = value
      if (watch.isAwaited) watch.first.resolve()
      else this.#deps.onChange()
    }
  }

  async #firstOf(watch: Watch): Promise<void> {
    if (!watch.isAwaited) return
    const late = this.#deps.clock.after(firstAnswerMs, watch.first.resolve)
    await watch.first.promise
    watch.isAwaited = false
    late.cancel()
  }
}
