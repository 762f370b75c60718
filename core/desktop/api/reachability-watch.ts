import type { Clock } from "../../base/clock.ts"
import { Latest } from "../../base/latest.ts"
import type { Random } from "../../base/random.ts"
import { aborted, withDeadline } from "../../base/signals.ts"
import type { Reachability } from "../../bridge/contract/api.ts"
import { Backoff } from "../../client/backoff.ts"
import { decodeFailure } from "../../client/rest/watch-event.ts"
import type { Transport, TransportResponse } from "../../machinery/api/transport.ts"
import { unreachableReason } from "./unreachable-reason.ts"

export interface ReachabilityDeps {
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  /** Called when the last follower is gone; the watch is not used again then. */
  onIdle(): void
}

/** A watch on one namespace: it costs next to nothing, and its end tells at once that the server or the way to it is gone. */
const hangingPath =
  "/api/v1/namespaces?watch=true&allowWatchBookmarks=true&fieldSelector=metadata.name%3Dkube-system&timeoutSeconds=3600"
const answerWithinMs = 5_000
/** A machine that is frozen, or a network that swallows everything, breaks no connection: so it is asked now and then. */
const askEveryMs = 10_000
const redialFirstMs = 250
const redialLongestMs = 3_500 // and half as much again, by chance

/** Whether an API server answers. It looks only while somebody follows. */
export class ReachabilityWatch {
  readonly #deps: ReachabilityDeps
  readonly #backoff: Backoff
  readonly #latest = new Latest<Reachability>()
  readonly #stop = new AbortController()
  /** Ends the wait before the next try. */
  #hurry = new AbortController()
  #followers = 0

  constructor(deps: ReachabilityDeps) {
    this.#deps = deps
    this.#backoff = new Backoff({ ...deps, firstMs: redialFirstMs, maxMs: redialLongestMs })
  }

  async *follow(signal: AbortSignal): AsyncGenerator<Reachability> {
    this.#followers++
    if (this.#followers === 1) void this.#look(this.#stop.signal) // it tells of failures through `#latest`
    try {
      yield* this.#latest.follow(signal)
    } finally {
      this.#followers--
      if (this.#followers === 0) {
        this.#deps.onIdle()
        this.#stop.abort(new Error("Nobody wants to know"))
      }
    }
  }

  /** There is reason to believe that the server answers now: it is not waited for the next try. */
  lookNow(): void {
    this.#backoff.reset()
    this.#hurry.abort(new Error("It may answer now"))
  }

  async #look(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#hold(signal)
      } catch (error) {
        if (signal.aborted) return
        this.#tell(false, unreachableReason(error))
      }
      this.#hurry = new AbortController()
      const stop = AbortSignal.any([signal, this.#hurry.signal])
      await this.#backoff.wait(stop).catch(() => {}) // the loop sees that it was stopped
    }
  }

  /** Returns when the server ended the watch in good order, as it does after an hour. */
  async #hold(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    const stop = new AbortController()
    const end = () => stop.abort(signal.reason)
    signal.addEventListener("abort", end, { once: true })
    try {
      const response = await withDeadline((soon) => this.#ask(hangingPath, stop, soon), {
        clock,
        atMostMs: answerWithinMs,
        signal,
      })
      this.#backoff.reset()
      this.#tell(true)
      await Promise.race([drain(response), this.#askAgain(stop)])
    } finally {
      signal.removeEventListener("abort", end)
      stop.abort(new Error("It is over"))
    }
  }

  /** Rejects when the server did not answer in time. */
  async #askAgain(stop: AbortController): Promise<void> {
    const { clock, transport } = this.#deps
    for (;;) {
      await clock.sleep(askEveryMs, { signal: stop.signal })
      const ask = async (signal: AbortSignal) => {
        const response = await transport.request({ method: "GET", path: "/livez", signal })
        const body = await response.bytes()
        if (response.status >= 500) throw decodeFailure(response.status, body)
      }
      await withDeadline(ask, { clock, atMostMs: answerWithinMs, signal: stop.signal })
    }
  }

  /** The head of the answer; the body goes on when the deadline is over. */
  async #ask(path: string, stop: AbortController, deadline: AbortSignal): Promise<TransportResponse> {
    const answer = this.#deps.transport.request({ method: "GET", path, signal: stop.signal })
    const late = aborted(deadline).then(() => {
      stop.abort(deadline.reason)
      throw deadline.reason
    })
    late.catch(() => {}) // the deadline's signal may abort after the answer
    const response = await Promise.race([answer, late])
    if (response.status >= 500) throw decodeFailure(response.status, await response.bytes())
    return response
  }

  #tell(reachable: boolean, reason?: string): void {
    const last = this.#latest.value
    if (last?.reachable === reachable && last.reason === reason) return
    const sinceMs = last?.reachable === reachable ? last.sinceMs : this.#deps.clock.now()
    this.#latest.set({ reachable, ...(reason === undefined ? {} : { reason }), sinceMs })
  }
}

async function drain(response: TransportResponse): Promise<void> {
  for await (const _ of response.chunks);
}
