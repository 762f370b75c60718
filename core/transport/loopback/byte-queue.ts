/** What may wait for its reader before the writer is told to stop. */
const maxWaitingBytes = 4 * 1024 * 1024

/** Bytes on their way from a writer to one reader in the same process: bounded, handed over without a copy. */
export class ByteQueue {
  readonly #signal: AbortSignal
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #state: { readonly type: "open" | "ended" } | { readonly type: "failed"; readonly error: unknown } = { type: "open" }
  /** Wakes the reader. */
  #filled = Promise.withResolvers<void>()
  /** Wakes the writer. */
  #emptied = Promise.withResolvers<void>()

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener("abort", () => this.fail(signal.reason), { once: true })
  }

  /** False: what waits has passed the bound. */
  write(bytes: Uint8Array): boolean {
    if (this.#state.type !== "open") return false
    this.#waiting.push(bytes)
    this.#waitingBytes += bytes.length
    this.#filled.resolve()
    return this.#waitingBytes <= maxWaitingBytes
  }

  async drained(signal: AbortSignal): Promise<void> {
    while (this.#waitingBytes > 0) {
      signal.throwIfAborted()
      this.#signal.throwIfAborted()
      await this.#emptied.promise
    }
  }

  end(): void {
    if (this.#state.type === "open") this.#state = { type: "ended" }
    this.#filled.resolve()
  }

  fail(error: unknown): void {
    if (this.#state.type === "open") this.#state = { type: "failed", error }
    this.#filled.resolve()
    this.#emptied.resolve() // the writer looks at the signal
  }

  /** To be read once. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const taken = this.#take()
      yield* taken
      if (taken.length > 0) continue
      if (this.#state.type === "failed") throw this.#state.error
      if (this.#state.type === "ended") return
      this.#filled = Promise.withResolvers()
      await this.#filled.promise
    }
  }

  #take(): readonly Uint8Array[] {
    const taken = this.#waiting
    this.#waiting = []
    this.#waitingBytes = 0
    this.#emptied.resolve()
    this.#emptied = Promise.withResolvers()
    return taken
  }
}
