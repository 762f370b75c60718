import type { Clock } from "../../base/clock.ts"
import type { ClusterDeps } from "../../cluster/deps.ts"
import type { Profile } from "../../cluster/profile/profile.ts"
import type { Driver, NodeState } from "../../drivers/driver.ts"

export interface DriverWatchesDeps {
  readonly cluster: Pick<ClusterDeps, "openDriver">
  readonly clock: Clock
  onChange(): void
  readonly signal: AbortSignal
}

const retryFirstMs = 1_000
const retryMaxMs = 30_000

interface Watched {
  readonly driver: Promise<Driver>
  readonly stop: AbortController
}

/** The drivers of the clusters there are, opened and watched once. One that cannot work is tried again. */
export class DriverWatches {
  readonly #deps: DriverWatchesDeps
  readonly #drivers = new Map<string, Watched>()
  /** How long the next try waits, of those that failed last. */
  readonly #retryMs = new Map<string, number>()

  constructor(deps: DriverWatchesDeps) {
    this.#deps = deps
    deps.signal.addEventListener("abort", () => this.keep([]), { once: true })
  }

  /** Lets go of all others. */
  keep(drivers: readonly string[]): void {
    for (const [name, { stop }] of this.#drivers) {
      if (drivers.includes(name)) continue
      stop.abort(new Error("No cluster has this driver any more"))
      this.#drivers.delete(name)
    }
  }

  /** Throws what keeps the driver from telling. */
  async nodesOf({ name, driver }: Profile): Promise<readonly NodeState[]> {
    const watched = this.#drivers.get(driver) ?? this.#begin(driver)
    return (await watched.driver).list(name, this.#deps.signal)
  }

  #begin(name: string): Watched {
    this.#deps.signal.throwIfAborted()
    const stop = new AbortController()
    const watched = { driver: this.#open(name, stop.signal), stop }
    this.#drivers.set(name, watched)
    return watched
  }

  async #open(name: string, signal: AbortSignal): Promise<Driver> {
    try {
      const driver = await this.#deps.cluster.openDriver(name)
      await driver.watch(this.#deps.onChange, signal)
      this.#retryMs.delete(name)
      return driver
    } catch (error) {
      this.#retryLater(name, signal)
      throw error
    }
  }

  #retryLater(name: string, signal: AbortSignal): void {
    const delayMs = this.#retryMs.get(name) ?? retryFirstMs
    this.#retryMs.set(name, Math.min(delayMs * 2, retryMaxMs))
    const timer = this.#deps.clock.after(delayMs, () => {
      this.#drivers.delete(name)
      this.#deps.onChange()
    })
    signal.addEventListener("abort", () => timer.cancel(), { once: true })
  }
}
