import type { Component } from "../../base/component.ts"
import type { Log } from "../../base/log.ts"
import { aborted } from "../../base/signals.ts"
import { type Handle, type Listener, type ListenerOptions, listen } from "./listener.ts"

/** The port, open from when the server can answer until its signal. */
export class ListenerComponent implements Component {
  readonly name = "kube-apiserver-listener"
  readonly needs: readonly string[] = ["kube-apiserver"]
  readonly #options: ListenerOptions
  readonly #handle: Handle
  readonly #log: Log
  readonly #listening = Promise.withResolvers<Listener["address"]>()

  constructor(options: ListenerOptions, handle: Handle, log: Log) {
    this.#options = options
    this.#handle = handle
    this.#log = log
    this.#listening.promise.catch(() => {}) // `run` tells of it
  }

  /** Where it listens, once it does. */
  get address(): Promise<Listener["address"]> {
    return this.#listening.promise
  }

  async run({ signal, ready }: { readonly signal: AbortSignal; ready(): void }): Promise<void> {
    const listener = await listen(this.#options, this.#handle).catch((error: unknown) => {
      this.#listening.reject(error)
      throw error
    })
    this.#listening.resolve(listener.address)
    this.#log.info("Serving securely", { address: listener.address.address, port: listener.address.port })
    ready()
    await aborted(signal)
    await listener.close()
  }
}
