import type { Clock } from "../base/clock.ts"
import type { CallName, Input, Output, StreamName } from "./contract.ts"
import type { ScreensLine } from "./line.ts"
import { BridgeError, type FromHost, lineLost } from "./messages.ts"

/** What screens ask the host with. Failures are `BridgeError`. */
export interface Bridge {
  call<K extends CallName>(method: K, input: Input<K>, signal?: AbortSignal): Promise<Output<K>>
  /** Items as they come; leaving the loop cancels it. */
  stream<K extends StreamName>(method: K, input: Input<K>, signal?: AbortSignal): AsyncIterable<Output<K>>
  /** Tells whether the host is there: at once, and after every change. Returns the end of the telling. */
  onConnected(listener: (connected: boolean) => void): () => void
}

export interface BridgeOptions {
  /** Opens a line; asked again when one ended. */
  dial(): Promise<ScreensLine>
  readonly clock: Clock
}

/** Items that may be on their way or unread, of one stream. */
const creditMax = 64
const redialFirstMs = 100
const redialLongestMs = 5_000
const shortLifeMs = 1_000

/**
 * A bridge over lines: when one ends, everything under way fails with `lineLost`, and the next is dialled. What is asked
 * meanwhile waits for it.
 */
export class BridgeClient implements Bridge {
  readonly #options: BridgeOptions
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Set<(connected: boolean) => void>()
  #line: ScreensLine | undefined
  #dialling: Promise<void> | undefined
  /** Lines in a row that ended soon after they began. */
  #shortLives = 0
  #nextId = 1

  constructor(options: BridgeOptions) {
    this.#options = options
    this.#connect().catch(() => {}) // it dials until it succeeds
  }

  async call<K extends CallName>(method: K, input: Input<K>, signal?: AbortSignal): Promise<Output<K>> {
    while (this.#line === undefined) await this.#lineToCome(signal)
    const line = this.#line
    signal?.throwIfAborted()
    const id = this.#nextId++
    const answer = Promise.withResolvers<Output<K>>()
    const onAbort = () => {
      this.#waiting.delete(id)
      line.send({ type: "cancel", id })
      answer.reject(signal?.reason)
    }
    signal?.addEventListener("abort", onAbort, { once: true })
    this.#waiting.set(id, {
      item: () => {},
      // The host answers in the contract's types.
      end: (value) => answer.resolve(value as Output<K>),
      fail: (error) => answer.reject(error),
    })
    line.send({ type: "call", id, method, input })
    try {
      return await answer.promise
    } finally {
      this.#waiting.delete(id)
      signal?.removeEventListener("abort", onAbort)
    }
  }

  async *stream<K extends StreamName>(method: K, input: Input<K>, signal?: AbortSignal): AsyncGenerator<Output<K>> {
    while (this.#line === undefined) await this.#lineToCome(signal)
    const line = this.#line
    signal?.throwIfAborted()
    const id = this.#nextId++
    const items = new Items<Output<K>>(signal)
    this.#waiting.set(id, {
      item: (value) => items.add(value as Output<K>), // in the contract's types
      end: () => items.end(),
      fail: (error) => items.fail(error),
    })
    line.send({ type: "open", id, method, input, credit: creditMax })
    try {
      let taken = 0
      for await (const item of items.all()) {
        yield item
        if (++taken < creditMax / 2) continue
        line.send({ type: "more", id, credit: taken })
        taken = 0
      }
    } finally {
      if (this.#waiting.delete(id)) line.send({ type: "cancel", id })
      items.close()
    }
  }

  onConnected(listener: (connected: boolean) => void): () => void {
    this.#listeners.add(listener)
    listener(this.#line !== undefined)
    return () => this.#listeners.delete(listener)
  }

  /** Rejects when the signal aborts before there is a line. */
  #lineToCome(signal: AbortSignal | undefined): Promise<unknown> {
    const coming = this.#connect()
    if (signal === undefined) return coming
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const onAbort = () => reject(signal.reason)
      signal.addEventListener("abort", onAbort, { once: true })
      coming.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort))
    })
  }

  #connect(): Promise<void> {
    this.#dialling ??= this.#dialUntilThere()
    return this.#dialling
  }

  async #dialUntilThere(): Promise<void> {
    // A host that ends whenever it is spoken to must not be dialled in a tight loop.
    let waitMs = Math.min(redialLongestMs, redialFirstMs * 2 ** (this.#shortLives - 2))
    if (this.#shortLives > 1) await this.#options.clock.sleep(waitMs)
    for (waitMs = Math.max(redialFirstMs, waitMs); ; waitMs = Math.min(redialLongestMs, waitMs * 2)) {
      try {
        this.#take(await this.#options.dial())
        return
      } catch {
        await this.#options.clock.sleep(waitMs)
      }
    }
  }

  #take(line: ScreensLine): void {
    const { clock } = this.#options
    const beganMs = clock.monotonicMs()
    this.#dialling = undefined
    this.#line = line
    line.onMessage((message) => this.#receive(message))
    line.onClose(() => {
      this.#line = undefined
      this.#shortLives = clock.monotonicMs() - beganMs < shortLifeMs ? this.#shortLives + 1 : 0
      this.#failAll()
      this.#tell(false)
      this.#connect().catch(() => {}) // it dials until it succeeds
    })
    this.#tell(true)
  }

  #failAll(): void {
    const lost = new BridgeError({ id: lineLost, message: "Cove's background process is gone", advice: "" })
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { fail } of waiting) fail(lost)
  }

  #tell(connected: boolean): void {
    for (const listener of this.#listeners) listener(connected)
  }

  #receive(message: FromHost): void {
    const waiting = this.#waiting.get(message.id)
    if (message.type === "item") {
      waiting?.item(message.value)
      return
    }
    this.#waiting.delete(message.id)
    if (message.type === "failure") waiting?.fail(new BridgeError(message.failure))
    else waiting?.end(message.type === "answer" ? message.value : undefined)
  }
}

interface Waiting {
  item(value: unknown): void
  end(value: unknown): void
  fail(error: Error): void
}

/** Items between their arrival and their reader; the credit bounds them. */
class Items<T> {
  readonly #signal: AbortSignal | undefined
  readonly #onAbort = () => this.fail(this.#signal?.reason)
  #waiting: T[] = []
  #end: { readonly error?: unknown } | undefined
  #news = Promise.withResolvers<void>()

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal
    signal?.addEventListener("abort", this.#onAbort, { once: true })
  }

  add(item: T): void {
    this.#waiting.push(item)
    this.#news.resolve()
  }

  end(): void {
    this.#end ??= {}
    this.#news.resolve()
  }

  fail(error: unknown): void {
    this.#end ??= { error }
    this.#news.resolve()
  }

  close(): void {
    this.#signal?.removeEventListener("abort", this.#onAbort)
  }

  async *all(): AsyncGenerator<T> {
    for (;;) {
      this.#signal?.throwIfAborted()
      const items = this.#waiting
      this.#waiting = []
      yield* items
      if (this.#waiting.length > 0) continue
      if (this.#end !== undefined) {
        if ("error" in this.#end) throw this.#end.error
        return
      }
      this.#news = Promise.withResolvers()
      await this.#news.promise
    }
  }
}
