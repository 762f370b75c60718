import type { Clock } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import { describeError } from "../../base/log.ts"
import { aborted } from "../../base/signals.ts"
import { isConflict } from "../../machinery/status/status-error.ts"
import { WorkQueue } from "../workqueue/work-queue.ts"

/** A loop from keys to work. What it reads and writes is the reconcile function's own. */
export interface ControllerOptions {
  readonly name: string
  readonly clock: Clock
  readonly log: Log
  readonly workers?: number
  /**
   * Brings the world to where this key's object wants it; called again whenever something it looks at changed, and after
   * a failure, later each time. Resolves to the milliseconds after which it wants to look again, if it does.
   */
  readonly reconcile: (key: string, signal: AbortSignal) => Promise<void> | Promise<number | undefined>
}

/** Five of Kubernetes' controllers run this many workers by default. */
const defaultWorkers = 5

export class Controller {
  readonly #options: ControllerOptions
  readonly #queue: WorkQueue

  constructor(options: ControllerOptions) {
    this.#options = options
    this.#queue = new WorkQueue(options.clock)
  }

  enqueue(key: string): void {
    this.#queue.add(key)
  }

  enqueueAfter(key: string, delayMs: number): void {
    this.#queue.addAfter(key, delayMs)
  }

  /** Works until the signal aborts and the last key in hand is done. */
  async run(signal: AbortSignal): Promise<void> {
    const workers = Array.from({ length: this.#options.workers ?? defaultWorkers }, () => this.#work(signal))
    await aborted(signal)
    await this.#queue.shutDown()
    await Promise.all(workers)
  }

  async #work(signal: AbortSignal): Promise<void> {
    for (let key = await this.#queue.get(); key !== undefined; key = await this.#queue.get()) {
      if (!signal.aborted) await this.#reconcile(key, signal)
      this.#queue.done(key)
    }
  }

  async #reconcile(key: string, signal: AbortSignal): Promise<void> {
    const { name, log, reconcile } = this.#options
    try {
      const againMs = await reconcile(key, signal)
      this.#queue.forget(key)
      if (typeof againMs === "number") this.#queue.addAfter(key, againMs)
    } catch (error) {
      if (signal.aborted) return
      // Somebody else wrote first: the informer will tell, and the next try reads what is there then.
      const level = isConflict(error) ? "debug" : "warn"
      log[level]("Reconciling failed, will try again", { controller: name, key, error: describeError(error) })
      this.#queue.addRateLimited(key)
    }
  }
}
