import type { Event } from "../../../core/apis/core/v1.gen.ts"
import type { Clock, Timer } from "../../../core/base/clock.ts"
import { keyOf } from "../../../core/machinery/meta/object.ts"
import type { SourceState } from "../cluster-source.ts"
import type { Source } from "../use-source.ts"
import { EventDigest } from "./event-digest.ts"

export interface DigestState {
  /** The same one, grown: read it anew with each state. */
  readonly digest: EventDigest
  readonly synced: boolean
  readonly error: Error | undefined
}

/** A person reads no faster. */
const tellEveryMs = 300

/** The digest of a cluster's events, kept up to date as long as somebody looks; a new state a few times a second. */
export class DigestSource {
  readonly #source: Source<SourceState<Event>>
  readonly #clock: Clock
  readonly #listeners = new Set<() => void>()
  #leave: (() => void) | undefined
  #last: SourceState<Event> | undefined
  #timer: Timer | undefined
  #state: DigestState = { digest: new EventDigest(), synced: false, error: undefined }

  constructor(source: Source<SourceState<Event>>, clock: Clock) {
    this.#source = source
    this.#clock = clock
  }

  get state(): DigestState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    if (this.#leave === undefined) this.#start()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
  }

  /** Somebody else may have looked before: begins with what is there, and goes on with what changes. */
  #start(): void {
    const digest = new EventDigest()
    this.#leave = this.#source.subscribe(() => this.#follow(digest))
    const { objects } = this.#source.state
    digest.apply(objects.map((current) => ({ key: keyOf(current), old: undefined, current })))
    this.#last = this.#source.state
    this.#tell(digest)
  }

  #stop(): void {
    this.#leave?.()
    this.#leave = undefined
    this.#timer?.cancel()
    this.#timer = undefined
  }

  #follow(digest: EventDigest): void {
    const { state } = this.#source
    if (state === this.#last) return
    this.#last = state
    digest.apply(state.changes)
    this.#timer ??= this.#clock.after(tellEveryMs, () => {
      this.#timer = undefined
      this.#tell(digest)
    })
  }

  #tell(digest: EventDigest): void {
    const { synced, error } = this.#source.state
    this.#state = { digest, synced, error }
    for (const listener of this.#listeners) listener()
  }
}
