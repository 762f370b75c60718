import type { Clock, Timer } from "../../core/base/clock.ts"
import { type Log, silentLog } from "../../core/base/log.ts"
import type { Random } from "../../core/base/random.ts"
import type { ListOptions } from "../../core/client/client.ts"
import type { Change } from "../../core/client/informer/informer.ts"
import type { ReflectionDeps } from "../../core/client/informer/reflector.ts"
import { SharedInformer } from "../../core/client/informer/shared-informer.ts"
import type { Resource } from "../../core/machinery/api/resource.ts"
import type { Transport } from "../../core/machinery/api/transport.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { expired } from "../../core/machinery/status/status-error.ts"

/** What a source has at one moment. The same object until something changes. */
export interface SourceState<T extends ApiObject> {
  readonly objects: readonly T[]
  /** What came, went or changed since the state before this one. */
  readonly changes: readonly Change<T>[]
  /** Whether everything there was is in `objects`. */
  readonly synced: boolean
  /** How many there are, those still to come included. */
  readonly total: number
  /** Why it cannot be kept up to date now; it is tried again. */
  readonly error: Error | undefined
}

export interface SourceDeps {
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly log?: Log
  /** Calls once before the next picture is drawn. Returns what takes it back. */
  nextFrame(run: () => void): () => void
}

export const nothingYet: SourceState<never> = { objects: [], changes: [], synced: false, total: 0, error: undefined }

/** What is read over a transport that tells when an answer has come. */
export type NewReader<T extends ApiObject> = (transport: Transport) => ReflectionDeps<T>["client"]

/** Nobody may want it for so long before the watch ends: who goes back and forth between screens finds it running. */
const keptMs = 30_000

/** So many objects are told of less often than every frame: each time, all of them are gone through. */
const manyObjects = 2_000
const manyEveryMs = 100

/**
 * The objects of one resource, kept up to date as long as somebody looks. Changes are told once a frame, however many
 * there were; of very many objects, ten times a second.
 */
export class ClusterSource<T extends ApiObject> {
  readonly #deps: SourceDeps
  readonly #newInformer: () => SharedInformer<T>
  readonly #listeners = new Set<() => void>()
  #running: { readonly informer: SharedInformer<T>; readonly stop: AbortController } | undefined
  #ending: Timer | undefined
  #takeBack: (() => void) | undefined
  #toldAtMs = 0
  #changes: Change<T>[] = []
  #error: Error | undefined
  #state: SourceState<T> = nothingYet

  constructor(about: { resource: Resource<T>; narrowed: ListOptions; newReader: NewReader<T> }, deps: SourceDeps) {
    this.#deps = deps
    const { clock, random, log = silentLog } = deps
    this.#newInformer = () => {
      const reader = about.newReader(this.#observed(deps.transport))
      const client = about.resource.verbs.includes("watch") ? reader : polled(reader, clock)
      return new SharedInformer(about.resource, about.narrowed, { client, clock, random, log })
    }
  }

  get state(): SourceState<T> {
    return this.#state
  }

  /** Nobody looks, and the watch has ended: nothing is lost when it is forgotten. */
  get isIdle(): boolean {
    return this.#running === undefined
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    this.#ending?.cancel()
    this.#running ??= this.#start()
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return
      this.#ending?.cancel()
      this.#ending = this.#deps.clock.after(keptMs, () => this.stop())
    }
  }

  /** Ends the watch. Who subscribes afterwards begins anew. */
  stop(): void {
    this.#ending?.cancel()
    this.#takeBack?.()
    this.#takeBack = undefined
    this.#running?.stop.abort(new Error("Nobody looks any more"))
    this.#running = undefined
    this.#changes = []
    this.#error = undefined
    this.#state = nothingYet
  }

  #start() {
    const informer = this.#newInformer()
    const stop = new AbortController()
    informer.onChange((change) => {
      this.#changes.push(change)
      this.#mark()
    })
    informer.onFailure((error) => this.#fail(error))
    informer.waitForSync(stop.signal).then(
      () => this.#mark(),
      () => {}, // it was stopped before
    )
    informer.run(stop.signal).catch((error: unknown) => this.#fail(error))
    return { informer, stop }
  }

  #fail(error: unknown): void {
    this.#error = error instanceof Error ? error : new Error(String(error))
    this.#mark()
  }

  #mark(): void {
    if (this.#takeBack !== undefined) return
    const restMs =
      this.#state.objects.length < manyObjects ? 0 : this.#toldAtMs + manyEveryMs - this.#deps.clock.monotonicMs()
    if (restMs <= 0) {
      this.#tellNextFrame()
      return
    }
    const timer = this.#deps.clock.after(restMs, () => this.#tellNextFrame())
    this.#takeBack = () => timer.cancel()
  }

  #tellNextFrame(): void {
    this.#takeBack = this.#deps.nextFrame(() => {
      this.#takeBack = undefined
      this.#toldAtMs = this.#deps.clock.monotonicMs()
      this.#publish()
    })
  }

  #publish(): void {
    const { informer } = this.#running ?? {}
    if (informer === undefined) return
    const changes = this.#changes
    this.#changes = []
    const objects = changes.length === 0 ? this.#state.objects : informer.list()
    const total = objects.length + (informer.remaining ?? 0)
    this.#state = { objects, changes, synced: informer.synced, total, error: this.#error }
    for (const listener of this.#listeners) listener()
  }

  /** A watch that was taken up again says nothing until something changes: that it was is seen from the answer's head. */
  #observed(transport: Transport): Transport {
    return {
      request: async (request) => {
        const response = await transport.request(request)
        if (response.status < 400 && this.#error !== undefined) {
          this.#error = undefined
          this.#mark()
        }
        return response
      },
    }
  }
}

/** What cannot be watched is asked for so often. */
const pollMs = 10_000

/** Watches that see nothing and then no longer know from where: what there is is listed again. */
function polled<T extends ApiObject>(reader: ReflectionDeps<T>["client"], clock: Clock): ReflectionDeps<T>["client"] {
  return {
    list: (resource, options) => reader.list(resource, options),
    async *watch(_, { signal }) {
      await clock.sleep(pollMs, { signal })
      yield* []
      throw expired("It is time to list again")
    },
  }
}
