/** Tells those who still work for a client that it has gone away. */
export class Ending {
  readonly #controller = new AbortController()
  #isAnswered = false

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Nobody works any more: that the connection closes means nothing. */
  answered(): void {
    this.#isAnswered = true
  }

  closed(): void {
    if (!this.#isAnswered) this.#controller.abort(new Error("The client went away"))
  }
}
