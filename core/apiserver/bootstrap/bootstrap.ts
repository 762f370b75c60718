import type { Clock } from "../../base/clock.ts"
import type { Component } from "../../base/component.ts"
import { describeError, type Log } from "../../base/log.ts"
import type { Client } from "../../client/client.ts"
import type { HealthCheck } from "../endpoints/health/health.ts"

/** Something that a cluster has from its first moment on. Runs at every start and changes nothing that is there. */
export interface Bootstrapper {
  /** As the readiness check names it: "start-system-namespaces-controller". */
  readonly name: string
  run(client: Client): Promise<void>
}

const firstPauseMs = 200
const longestPauseMs = 5_000

/** The first objects, made once the server can keep them; tried again until they are there. */
export class Bootstrap implements Component {
  readonly name = "kube-apiserver-bootstrap"
  readonly needs: readonly string[] = ["kube-apiserver"]
  readonly #bootstrappers: readonly Bootstrapper[]
  readonly #deps: { readonly clock: Clock; readonly log: Log }
  readonly #done = new Set<string>()
  #client: Client | undefined

  constructor(bootstrappers: readonly Bootstrapper[], deps: { readonly clock: Clock; readonly log: Log }) {
    this.#bootstrappers = bootstrappers
    this.#deps = deps
  }

  /** Given apart: the client speaks to the server, whose readiness depends on this. */
  use(client: Client): this {
    this.#client = client
    return this
  }

  get checks(): readonly HealthCheck[] {
    return this.#bootstrappers.map(({ name }) => ({
      name: `poststarthook/${name}`,
      check: () => this.#done.has(name),
      readinessOnly: true,
    }))
  }

  /** The first alone, since the others' objects live in the namespaces it makes; then the rest at once. */
  async run({ signal, ready }: { readonly signal: AbortSignal; ready(): void }): Promise<void> {
    const client = this.#client
    if (client === undefined) throw new Error("Cannot make the first objects: no client was given")
    const [first, ...rest] = this.#bootstrappers
    if (first !== undefined) await this.#untilDone(first, client, signal)
    await Promise.all(rest.map((bootstrapper) => this.#untilDone(bootstrapper, client, signal)))
    ready()
  }

  async #untilDone(bootstrapper: Bootstrapper, client: Client, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#deps
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await bootstrapper.run(client)
        this.#done.add(bootstrapper.name)
        return
      } catch (error) {
        signal.throwIfAborted()
        log.warn("Failed to make first objects", { what: bootstrapper.name, error: describeError(error) })
        await clock.sleep(pauseMs, { signal })
      }
    }
  }
}
