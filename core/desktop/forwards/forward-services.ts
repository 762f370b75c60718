import { Latest } from "../../base/latest.ts"
import type { ForwardSummary } from "../../bridge/contract/forwards.ts"
import type { Services } from "../../bridge/host.ts"
import { ClusterError } from "../../cluster/errors.ts"
import type { ClusterConnections } from "../api/cluster-connections.ts"
import type { DesktopDeps } from "../deps.ts"
import { type ForwardWish, newDestinationFinder } from "./destination-finder.ts"
import { Forward } from "./forward.ts"

type ForwardServices = Pick<Services, "forwards.open" | "forwards.watch" | "forwards.close">
type ForwardsDeps = Pick<DesktopDeps, "clock" | "random" | "log" | "signal">

const forwardsMax = 64

/** Ports of this machine that lead into clusters. */
export function newForwardServices(deps: ForwardsDeps, connections: ClusterConnections): ForwardServices {
  const forwards = new Forwards(deps, connections)
  return {
    "forwards.open": (wish) => forwards.open(wish),
    "forwards.watch": (_, { signal }) => forwards.watch(signal),
    "forwards.close": async ({ id }) => forwards.close(id),
  }
}

class Forwards {
  readonly #deps: ForwardsDeps
  readonly #connections: ClusterConnections
  readonly #forwards = new Map<string, Forward>()
  readonly #summaries = new Latest<readonly ForwardSummary[]>({ value: [] })

  constructor(deps: ForwardsDeps, connections: ClusterConnections) {
    this.#deps = deps
    this.#connections = connections
    deps.signal.addEventListener("abort", () => this.#closeAll(), { once: true })
  }

  async open(wish: ForwardWish): Promise<ForwardSummary> {
    this.#deps.signal.throwIfAborted()
    if (this.#forwards.size >= forwardsMax) throw tooMany()
    const id = this.#deps.random.uuid()
    const forward: Forward = this.#newForward(id, wish)
    this.#forwards.set(id, forward)
    try {
      await forward.open()
    } catch (error) {
      this.close(id)
      throw error
    }
    this.#tell()
    return forward.summary()
  }

  watch(signal: AbortSignal): AsyncIterable<readonly ForwardSummary[]> {
    return this.#summaries.follow(signal)
  }

  /** One that is gone already is no mistake. */
  close(id: string): void {
    this.#forwards.get(id)?.close()
    this.#forwards.delete(id)
    this.#tell()
  }

  #newForward(id: string, wish: ForwardWish): Forward {
    const { clock, random, log } = this.#deps
    const { profile } = wish
    return new Forward(id, wish, {
      clock,
      connection: () => this.#connections.of(profile),
      newFinder: (onChange, signal) =>
        newDestinationFinder(wish, {
          client: this.#connections.clientOf(profile),
          clock,
          random,
          log,
          onChange,
          signal,
        }),
      reachability: (signal) => this.#connections.watchReachability(profile, signal),
      onChange: () => this.#tell(),
    })
  }

  #tell(): void {
    this.#summaries.set([...this.#forwards.values()].map((forward) => forward.summary()))
  }

  #closeAll(): void {
    for (const id of this.#forwards.keys()) this.close(id)
  }
}

function tooMany(): ClusterError {
  const advice = "Close one that you do not need."
  return new ClusterError(`${forwardsMax} ports are forwarded`, { id: "HOST_FORWARDS", exitCode: 30, advice })
}
