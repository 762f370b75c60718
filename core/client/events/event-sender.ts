import type { Log } from "../../base/log.ts"
import { describeError } from "../../base/log.ts"
import { Fifo } from "../workqueue/fifo.ts"

/** As in client-go: what comes when so many wait is dropped. */
const waitingMax = 1_000

/** Sends events one after the other in the background. */
export class EventSender {
  readonly #log: Log
  readonly #waiting = new Fifo<() => Promise<void>>()
  #running: Promise<void> | undefined

  constructor({ log }: { log: Log }) {
    this.#log = log
  }

  send(write: () => Promise<void>): void {
    if (this.#waiting.length >= waitingMax) return
    this.#waiting.push(write)
    this.#running ??= this.#run()
  }

  async flush(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  async #run(): Promise<void> {
    for (let write = this.#waiting.shift(); write !== undefined; write = this.#waiting.shift()) {
      try {
        await write()
      } catch (error) {
        this.#log.debug("Dropped event", { error: describeError(error) })
      }
    }
    this.#running = undefined
  }
}
