import { Worker } from "node:worker_threads"
import { assert } from "../../base/assert.ts"
import type { WriterAnswer, WriterData, WriterRequest } from "./messages.ts"

/** The thread handles one batch at a time, whose values are outside its heap: more room would only fill with garbage. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 }

export interface WriterOptions extends WriterData {
  readonly workerUrl: URL
  /** Called when the thread has ended though nobody asked it to. */
  readonly onFailure: (error: Error) => void
}

/** The writer's thread, seen from the other side. */
export class WriterClient {
  readonly #worker: Worker
  /** Those who wait for an answer, in the order they asked; the first waits for "ready". */
  readonly #waiting: PromiseWithResolvers<void>[] = []
  readonly #onFailure: (error: Error) => void
  #isClosing = false
  #failed: Error | undefined

  private constructor(worker: Worker, onFailure: (error: Error) => void) {
    this.#worker = worker
    this.#onFailure = onFailure
    worker.on("message", (answer: WriterAnswer) => this.#settle(answer))
    worker.on("error", (error) => this.#fail(new Error("SQLite writer failed", { cause: error })))
    worker.on("exit", () => this.#fail(new Error("SQLite writer has ended")))
  }

  static async start({ workerUrl, onFailure, ...workerData }: WriterOptions): Promise<WriterClient> {
    const client = new WriterClient(new Worker(workerUrl, { workerData, resourceLimits }), onFailure)
    await client.#answered()
    return client
  }

  async request(request: WriterRequest, transfer: readonly ArrayBuffer[] = []): Promise<void> {
    if (this.#failed !== undefined) throw this.#failed
    if (request.type === "close") this.#isClosing = true
    this.#worker.postMessage(request, transfer)
    await this.#answered()
  }

  #answered(): Promise<void> {
    const waiting = Promise.withResolvers<void>()
    this.#waiting.push(waiting)
    return waiting.promise
  }

  #settle(answer: WriterAnswer): void {
    const next = this.#waiting.shift()
    assert(next !== undefined, "SQLite writer answered without a question")
    if (answer.type === "failed") next.reject(new Error(answer.message))
    else next.resolve()
  }

  #fail(error: Error): void {
    const isFirst = this.#failed === undefined
    this.#failed ??= error
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error)
    if (isFirst && !this.#isClosing) this.#onFailure(error)
  }
}
