import { PassThrough } from "node:stream"
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
 * nobody: so in each that runs there is a `cat` that waits for input, and its output ends with the node.
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

  async #hold(name: string): Promise<void> {
    const { runc, clock, signal } = this.#options
    const startedMs = clock.monotonicMs()
    const input = new PassThrough()
    const letGo = () => input.end()
    signal.addEventListener("abort", letGo, { once: true })
    try {
      await runc.runDetached(name, ["cat"], input)
    } catch {
      // A node that is just starting, or ending, takes none.
    } finally {
      signal.removeEventListener("abort", letGo)
    }
    if (clock.monotonicMs() - startedMs < tooShortMs) await clock.sleep(tooShortMs, { signal }).catch(() => {})
    this.#lifelines.delete(name)
    if (!signal.aborted) this.#changed()
  }
}

/** One that ends at once must not be tried again and again. */
const tooShortMs = 250
