import type { Clock, Timer } from "../../core/base/clock.ts"
import type { Discover } from "../../core/client/discovery/discovery.ts"
import type { Resource } from "../../core/machinery/api/resource.ts"

export interface DiscoveryState {
  /** What the server serves and what can be listed or made of it; undefined until it has said so. */
  readonly resources: readonly Resource[] | undefined
  readonly error: Error | undefined
}

/** Something whose changes may change what is served. */
interface Trigger {
  subscribe(listener: () => void): () => void
}

/** A definition that was written is served a moment later: what is served is looked at twice. */
const looksAfterMs: readonly number[] = [300, 3_000]
const retryMs = 2_000

/** What a cluster serves, kept up to date as long as somebody looks. */
export class DiscoverySource {
  readonly #discover: Discover
  readonly #triggersIn: (resources: readonly Resource[]) => readonly Trigger[]
  readonly #clock: Clock
  readonly #listeners = new Set<() => void>()
  readonly #timers = new Set<Timer>()
  #stop: AbortController | undefined
  #leave: readonly (() => void)[] = []
  #state: DiscoveryState = { resources: undefined, error: undefined }

  constructor(options: {
    readonly discover: Discover
    /** Of what is served, what tells when more is. Asked once something is known to be served. */
    triggersIn(resources: readonly Resource[]): readonly Trigger[]
    readonly clock: Clock
  }) {
    this.#discover = options.discover
    this.#triggersIn = options.triggersIn
    this.#clock = options.clock
  }

  get state(): DiscoveryState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    if (this.#stop === undefined) this.#start()
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.stop()
    }
  }

  /** What was found stays known. */
  stop(): void {
    this.#stop?.abort(new Error("Nobody looks any more"))
    this.#stop = undefined
    for (const leave of this.#leave) leave()
    this.#leave = []
    for (const timer of this.#timers) timer.cancel()
    this.#timers.clear()
  }

  #start(): void {
    this.#stop = new AbortController()
    this.#lookAfter(0)
  }

  #lookAfter(ms: number): void {
    const timer = this.#clock.after(ms, () => {
      this.#timers.delete(timer)
      this.#look().catch(() => {}) // it tells of its own failure
    })
    this.#timers.add(timer)
  }

  async #look(): Promise<void> {
    const signal = this.#stop?.signal
    if (signal === undefined) return
    try {
      const { resources } = await this.#discover(signal)
      if (signal.aborted) return
      if (this.#leave.length === 0) this.#leave = this.#triggersIn(resources).map((trigger) => this.#heed(trigger))
      this.#know({ resources: this.#sameAsBefore(resources), error: undefined })
    } catch (error) {
      if (signal.aborted) return
      const told = error instanceof Error ? error : new Error(String(error))
      this.#know({ resources: this.#state.resources, error: told })
      this.#lookAfter(retryMs)
    }
  }

  #heed(trigger: Trigger): () => void {
    return trigger.subscribe(() => {
      for (const ms of looksAfterMs) this.#lookAfter(ms)
    })
  }

  #sameAsBefore(resources: readonly Resource[]): readonly Resource[] {
    const known = this.#state.resources
    return known !== undefined && JSON.stringify(known) === JSON.stringify(resources) ? known : resources
  }

  #know(state: DiscoveryState): void {
    if (state.resources === this.#state.resources && state.error === this.#state.error) return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
