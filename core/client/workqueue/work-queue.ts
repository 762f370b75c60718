import type { Clock } from "../../base/clock.ts"
import { DelayQueue } from "./delay-queue.ts"
import { Fifo } from "./fifo.ts"

const firstRetryMs = 5
const lastRetryMs = 1_000_000

/**
 * Keys that need work, each at most once in line and never handed to two workers at a time (client-go's workqueue).
 * A key added while it is being worked on joins the line again when that work is done.
 */
export class WorkQueue {
  readonly #line = new Fifo<string>()
  /** Needs work. May also be in `#processing`: then it joins the line when that work is done. */
  readonly #dirty = new Set<string>()
  readonly #processing = new Set<string>()
  readonly #failures = new Map<string, number>()
  readonly #delayed: DelayQueue
  readonly #getters = new Fifo<(key: string | undefined) => void>()
  #drained: (() => void) | undefined
  #closed = false

  constructor(clock: Clock) {
    this.#delayed = new DelayQueue(clock, (key) => this.add(key))
  }

  /** How many keys stand in line. */
  get length(): number {
    return this.#line.length
  }

  add(key: string): void {
    if (this.#closed || this.#dirty.has(key)) return
    this.#dirty.add(key)
    if (!this.#processing.has(key)) this.#offer(key)
  }

  /** Adds the key later; of two delays for one key the earlier counts. */
  addAfter(key: string, delayMs: number): void {
    if (this.#closed) return
    if (delayMs <= 0) this.add(key)
    else this.#delayed.add(key, delayMs)
  }

  /** Adds the key after 5 ms, 10 ms, 20 ms ... 1,000 s, one step for each failure since `forget`. */
  addRateLimited(key: string): void {
    const failures = this.#failures.get(key) ?? 0
    this.#failures.set(key, failures + 1)
    this.addAfter(key, Math.min(lastRetryMs, firstRetryMs * 2 ** Math.min(failures, 40)))
  }

  forget(key: string): void {
    this.#failures.delete(key)
  }

  /** The next key, to be given back with `done`; undefined when the queue is shut down and empty. */
  get(): Promise<string | undefined> {
    const key = this.#line.shift()
    if (key !== undefined) return Promise.resolve(this.#start(key))
    if (this.#closed) return Promise.resolve(undefined)
    return new Promise((resolve) => this.#getters.push(resolve))
  }

  done(key: string): void {
    this.#processing.delete(key)
    if (this.#dirty.has(key)) this.#offer(key)
    else if (this.#processing.size === 0 && this.#line.length === 0) this.#drained?.()
  }

  /** Takes nothing more; what stands in line is still handed out. Resolves when the last of it is done. */
  async shutDown(): Promise<void> {
    this.#closed = true
    this.#delayed.clear()
    for (let getter = this.#getters.shift(); getter !== undefined; getter = this.#getters.shift()) getter(undefined)
    if (this.#processing.size === 0 && this.#line.length === 0) return
    await new Promise<void>((resolve) => {
      this.#drained = resolve
    })
  }

  #offer(key: string): void {
    const getter = this.#getters.shift()
    if (getter === undefined) this.#line.push(key)
    else getter(this.#start(key))
  }

  #start(key: string): string {
    this.#processing.add(key)
    this.#dirty.delete(key)
    return key
  }
}
