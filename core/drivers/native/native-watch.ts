import type { Clock } from "../../base/clock.ts"
import { watchFolder } from "../../host/watch-folder.ts"
import type { NativeStore } from "./native-store.ts"
import type { Runc } from "./runc.ts"

export interface NativeWatchOptions {
  readonly store: NativeStore
  readonly runc: Runc
  readonly clock: Clock
  onChange(): void
  readonly signal: AbortSignal
}

/**
 * What the driver does to a node, in whatever process, is seen in the folder of nodes. That a node ends by itself is told by
 * nobody: so each that runs has a lifeline.
 */
export class NativeWatch {
  readonly #options: NativeWatchOptions
  /** Names of nodes that have one. */
  readonly #lifelines = new Set<string>()

  constructor(options: NativeWatchOptions) {
    this.#options = options
  }

  async begin(): Promise<void> {
    const { store, signal } = this.#options
    await store.makeNodesFolder()
    await watchFolder(store.nodesFolder, () => this.#changed(), signal)
    await this.#attach()
  }

  #changed(): void {
    this.#options.onChange()
    this.#attach().catch(() => {}) // without runc no node runs
  }

  /** A node that is paused gets one when it goes on, which is a change too. */
  async #attach(): Promise<void> {
    const { runc, signal } = this.#options
    for (const [name, state] of await runc.states()) {
      if (state !== "running" || this.#lifelines.has(name) || signal.aborted) continue
      this.#lifelines.add(name)
      void this.#hold(name) // it tells of its end by a change
    }
  }

  /**
   * A lifeline may end a little before runc sees that the node has; and none can be had of a node that is just starting or
   * ending. So it is over when runc says so.
   */
  async #hold(name: string): Promise<void> {
    const { runc, clock, onChange, signal } = this.#options
    for (let delayMs = againFirstMs; !signal.aborted; delayMs = Math.min(delayMs * 2, againMaxMs)) {
      if (await runc.waitForEnd(name, signal)) delayMs = againFirstMs
      if (!(await runc.isRunning(name).catch(() => false))) break
      await clock.sleep(delayMs, { signal }).catch(() => {})
    }
    this.#lifelines.delete(name)
    if (!signal.aborted) onChange()
  }
}

const againFirstMs = 50
const againMaxMs = 5_000
