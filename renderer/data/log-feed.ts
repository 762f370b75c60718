import type { Clock } from "../../core/base/clock.ts"
import { BridgeError, lineLost } from "../../core/bridge/messages.ts"
import { decodeLines } from "../../core/client/rest/line-decoder.ts"
import { decodeFailure } from "../../core/client/rest/watch-event.ts"
import type { Transport } from "../../core/machinery/api/transport.ts"
import { hasReason, isNotFound, StatusError } from "../../core/machinery/status/status-error.ts"
import { texts } from "../texts/texts.ts"
import { addLines, emptyLog, type LogBuffer } from "./log-buffer.ts"
import { type LogLine, parseLogLine, timestampKey } from "./log-line.ts"
import type { Source } from "./use-source.ts"

/** One container whose log is read. */
export interface LogSource {
  readonly namespace: string
  readonly pod: string
  readonly container: string
  /** What stands before its lines where there are several; names it once. */
  readonly label: string
}

export interface LogState {
  readonly buffer: LogBuffer
  /** Why nothing comes of a source now, by its label. */
  readonly silent: ReadonlyMap<string, LogSilence>
}

export type LogSilence =
  /** It is asked again. */
  | { readonly type: "waiting"; readonly reason: string }
  /** There is no more to come. */
  | { readonly type: "ended" }

export interface LogFeedDeps {
  readonly transport: Transport
  readonly clock: Clock
  nextFrame(run: () => void): () => void
}

export const emptyLogState: LogState = { buffer: emptyLog, silent: new Map() }

/** How many of the last lines of each container are read at first. */
const tailLines = 1_000
/** A longer line is cut: nobody reads on, and a screen has to draw it. */
const lineMaxCharacters = 10_000
const retryFirstMs = 500
const retryLongestMs = 8_000

/** The logs of several containers as one, followed as long as somebody looks. New lines are told once a frame. */
export class LogFeed implements Source<LogState> {
  readonly #deps: LogFeedDeps
  readonly #previous: boolean
  readonly #listeners = new Set<() => void>()
  readonly #followers = new Map<string, AbortController>()
  #sources: readonly LogSource[] = []
  #arrived: LogLine[] = []
  #nextId = 0
  #takeBack: (() => void) | undefined
  #state: LogState = emptyLogState

  constructor({ previous }: { readonly previous: boolean }, deps: LogFeedDeps) {
    this.#previous = previous
    this.#deps = deps
  }

  get state(): LogState {
    return this.#state
  }

  /** Which containers are read from now on. Lines of others stay. */
  follow(sources: readonly LogSource[]): void {
    this.#sources = sources
    if (this.#listeners.size > 0) this.#adjust()
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    this.#adjust()
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#stop()
    }
  }

  /** Takes away what is shown; what comes afterwards is shown. */
  clear(): void {
    this.#publish({ ...this.#state, buffer: emptyLog })
  }

  #stop(): void {
    for (const stop of this.#followers.values()) stop.abort(new Error("Nobody looks any more"))
    this.#followers.clear()
    this.#takeBack?.()
    this.#takeBack = undefined
    this.#arrived = []
    this.#state = emptyLogState
  }

  #adjust(): void {
    const wanted = new Map(this.#sources.map((source) => [source.label, source]))
    for (const [label, stop] of this.#followers) {
      if (wanted.has(label)) continue
      stop.abort(new Error("It is not wanted any more"))
      this.#followers.delete(label)
    }
    this.#forgetSilences(wanted)
    for (const [label, source] of wanted) {
      if (this.#followers.has(label)) continue
      const stop = new AbortController()
      this.#followers.set(label, stop)
      this.#followOne(source, stop.signal).catch(() => {}) // it tells of its own failure
    }
  }

  /** Pods come and go: why nothing came of one that is gone is of no interest. */
  #forgetSilences(wanted: ReadonlyMap<string, LogSource>): void {
    const left = [...this.#state.silent].filter(([label]) => wanted.has(label))
    if (left.length < this.#state.silent.size) this.#publish({ ...this.#state, silent: new Map(left) })
  }

  /** Reads one log until it ends for good. A container that starts anew is read from where the last one ended. */
  async #followOne(source: LogSource, signal: AbortSignal): Promise<void> {
    let last = ""
    for (let waitMs = retryFirstMs; !signal.aborted; waitMs = Math.min(retryLongestMs, waitMs * 2)) {
      try {
        for await (const line of this.#lines(source, last, signal)) {
          if (line.timestamp !== "" && timestampKey(line.timestamp) <= timestampKey(last)) continue
          last = line.timestamp || last
          waitMs = retryFirstMs
          this.#arrive(line)
        }
        if (this.#previous) return this.#beSilent(source, { type: "ended" })
      } catch (error) {
        if (signal.aborted) return
        const isLost = error instanceof BridgeError && error.id === lineLost
        if (isNotFound(error) || (this.#previous && error instanceof StatusError))
          return this.#beSilent(source, this.#previous ? waitingFor(error) : { type: "ended" })
        if (!isLost) this.#beSilent(source, waitingFor(error))
      }
      await this.#deps.clock.sleep(waitMs, { signal })
    }
  }

  async *#lines(source: LogSource, since: string, signal: AbortSignal): AsyncGenerator<LogLine> {
    const path = logPath(source, { previous: this.#previous, since })
    const response = await this.#deps.transport.request({ method: "GET", path, signal })
    if (response.status >= 400) throw decodeFailure(response.status, await response.bytes())
    this.#beSilent(source, undefined)
    for await (const line of decodeLines(response.chunks)) {
      yield parseLogLine(shortened(line), { id: this.#nextId++, source: source.label })
    }
  }

  #arrive(line: LogLine): void {
    this.#arrived.push(line)
    this.#takeBack ??= this.#deps.nextFrame(() => {
      this.#takeBack = undefined
      const arrived = this.#arrived
      this.#arrived = []
      this.#publish({ ...this.#state, buffer: addLines(this.#state.buffer, arrived) })
    })
  }

  #beSilent({ label }: LogSource, silence: LogSilence | undefined): void {
    const { silent } = this.#state
    if (silence === undefined && !silent.has(label)) return
    const others = [...silent].filter(([each]) => each !== label)
    this.#publish({ ...this.#state, silent: new Map(silence === undefined ? others : [...others, [label, silence]]) })
  }

  #publish(state: LogState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

function shortened(line: string): string {
  const surplus = line.length - lineMaxCharacters
  return surplus <= 0 ? line : line.slice(0, lineMaxCharacters) + texts.detail.logs.cut(surplus)
}

function waitingFor(error: unknown): LogSilence {
  const reason = error instanceof Error ? error.message : String(error)
  // The message names container and pod, which the screen does already.
  const short = hasReason(error, "BadRequest") ? reason.replace(/^container "[^"]*" in pod "[^"]*" /, "") : reason
  return { type: "waiting", reason: short }
}

/** `sinceTime` is in whole seconds: what was read of that second comes again. */
function logPath({ namespace, pod, container }: LogSource, { previous, since }: { previous: boolean; since: string }) {
  const query = new URLSearchParams({ container, timestamps: "true" })
  if (previous) query.set("previous", "true")
  else query.set("follow", "true")
  if (since === "") query.set("tailLines", `${tailLines}`)
  else query.set("sinceTime", since.replace(/\.\d+/, ""))
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log?${query}`
}
