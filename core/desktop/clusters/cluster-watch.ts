import type { Clock } from "../../base/clock.ts"
import type { Reachability } from "../../bridge/contract/api.ts"
import type { ClusterSummary } from "../../bridge/contract/clusters.ts"
import type { BridgeFailure } from "../../bridge/messages.ts"
import type { ClusterDeps } from "../../cluster/deps.ts"
import type { Operations } from "../operations/operations.ts"
import { ClusterSession } from "./cluster-session.ts"

export interface ClusterWatchDeps {
  readonly cluster: ClusterDeps
  readonly clock: Clock
  readonly operations: Pick<Operations, "all" | "follow" | "underWayOn">
  readonly connections: ReachabilitySource
  explain(error: unknown): BridgeFailure
}

/** Who knows whether API servers answer. */
export interface ReachabilitySource {
  watchReachability(profile: string, signal: AbortSignal): AsyncIterable<Reachability>
  /** There is reason to believe that it answers now, whatever it did before. */
  lookNow(profile: string): void
}

/** How all clusters are. It looks only while somebody follows. */
export class ClusterWatch {
  readonly #deps: ClusterWatchDeps
  #session: ClusterSession | undefined
  #followers = 0

  constructor(deps: ClusterWatchDeps) {
    this.#deps = deps
  }

  async *follow(signal: AbortSignal): AsyncGenerator<readonly ClusterSummary[]> {
    this.#followers++
    this.#session ??= ClusterSession.begin(this.#deps)
    try {
      yield* this.#session.follow(signal)
    } finally {
      this.#followers--
      if (this.#followers === 0) {
        this.#session?.end()
        this.#session = undefined
      }
    }
  }
}
