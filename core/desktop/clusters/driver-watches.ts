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

/** The drivers of the clusters there are, opened and watched once. One that cannot work is tried again. */
export class DriverWatches {
  readonly #deps: DriverWatchesDeps
  readonly #drivers = new Map<string, Promise<Driver>>()
  readonly #retryMs = new Map<string, number>()

  constructor(deps: DriverWatchesDeps) {
    this.#deps = deps
  }

  /** Throws what keeps the driver from telling. */
  async nodesOf({ name, driver }: Profile): Promise<readonly NodeState[]> {
    const opened = this.#drivers.get(driver) ?? this.#open(driver)
    this.#drivers.set(driver, opened)
    return (await opened).list(name, this.#deps.signal)
  }

  async #open(name: string): Promise<Driver> {
    const { cluster, onChange, signal } = this.#deps
    try {
      const driver = await cluster.openDriver(name)
      await driver.watch(onChange, signal)
      this.#retryMs.delete(name)
      return driver
    } catch (error) {
      this.#retryLater(name)
      throw error
    }
  }

  #retryLater(name: string): void {
    const { clock, onChange, signal } = this.#deps
    const delayMs = this.#retryMs.get(name) ?? retryFirstMs
    this.#retryMs.set(name, Math.min(delayMs * 2, retryMaxMs))
    const timer = clock.after(delayMs, () => {
      this.#drivers.delete(name)
      onChange()
    })
    signal.addEventListener("abort", () => timer.cancel(), { once: true })
  }
}
