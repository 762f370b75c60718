import type { ApiObject, WatchEvent } from "../../machinery/meta/object.ts"
import { Fifo } from "../workqueue/fifo.ts"

/** A watch's events on their way, until `end` or the signal. */
export class EventQueue<T extends ApiObject> {
  readonly #waiting = new Fifo<WatchEvent<T>>()
  #ended = false
  #wake: (() => void) | undefined

  constructor(signal: AbortSignal) {
    if (signal.aborted) this.#ended = true
    signal.addEventListener("abort", () => this.end(), { once: true })
  }

  push(event: WatchEvent<T>): void {
    this.#waiting.push(event)
    this.#wake?.()
  }

  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<WatchEvent<T>> {
    for (;;) {
      for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) yield event
      if (this.#ended) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
