import type { Clock, Timer } from "../../core/base/clock.ts"
import type { Log } from "../../core/base/log.ts"
import type { ScreensLine } from "../../core/bridge/line.ts"
import type { FromHost } from "../../core/bridge/messages.ts"
import type { FromHostProcess, ToHost } from "./host-messages.ts"

/** A running process of the host, as far as main needs it. Electron's `UtilityProcess` is one. */
export interface HostChild {
  postMessage(message: ToHost): void
  on(event: "message", listener: (message: FromHostProcess) => void): unknown
  on(event: "exit", listener: (code: number) => void): unknown
  kill(): boolean
}

export interface HostProcessOptions {
  fork(): HostChild
  readonly clock: Clock
  readonly log: Log
}

const restartFirstMs = 200
const restartLongestMs = 10_000
/** One that lived this long did not die of its start. */
const steadyMs = 60_000
/** How long it may take to close what is open before it is killed. */
const endAtMostMs = 5_000

/**
 * Keeps the host running in a process of its own, so that what breaks there breaks no window. When it dies, every line
 * ends and it is started again, later each time it dies young.
 */
export class HostProcess {
  readonly #options: HostProcessOptions
  readonly #lines = new Map<number, OpenLine>()
  #child: HostChild | undefined
  #listens = newListening()
  #waitMs = restartFirstMs
  #restart: Timer | undefined
  #ended: PromiseWithResolvers<void> | undefined
  #nextLine = 1

  constructor(options: HostProcessOptions) {
    this.#options = options
    this.#start()
  }

  /** Resolves when the host listens, which may be after a restart. */
  async dial(): Promise<ScreensLine> {
    const child = await this.#listening()
    const id = this.#nextLine++
    const line: OpenLine = { receive: () => {}, closed: () => {}, open: true }
    this.#lines.set(id, line)
    child.postMessage({ type: "open", line: id })
    return {
      send: (message) => {
        if (line.open) child.postMessage({ type: "message", line: id, message })
      },
      onMessage: (listener) => {
        line.receive = listener
      },
      onClose: (listener) => {
        if (line.open) line.closed = listener
        else listener()
      },
      close: () => {
        if (line.open) child.postMessage({ type: "close", line: id })
        this.#close(id)
      },
    }
  }

  /** Asks it to close what is open and waits until it is gone. It is not started again. May be called twice. */
  async stop(): Promise<void> {
    this.#restart?.cancel()
    this.#ended ??= Promise.withResolvers()
    const child = this.#child
    if (child === undefined) return
    child.postMessage({ type: "end" })
    const impatience = this.#options.clock.after(endAtMostMs, () => void child.kill())
    await this.#ended.promise
    impatience.cancel()
  }

  /** One that died before it was asked is no help: the next is waited for. */
  async #listening(): Promise<HostChild> {
    for (;;) {
      const child = await this.#listens.promise
      if (child === this.#child) return child
    }
  }

  #start(): void {
    const { clock, log, fork } = this.#options
    const startedMs = clock.monotonicMs()
    const child = fork()
    this.#child = child
    child.on("message", (message) => this.#receive(child, message))
    child.on("exit", (code) => {
      this.#child = undefined
      // Who waits for one that never listened goes on waiting for the next.
      if (this.#listens.settled) this.#listens = newListening()
      if (this.#ended !== undefined) this.#ended.resolve()
      else {
        if (clock.monotonicMs() - startedMs >= steadyMs) this.#waitMs = restartFirstMs
        log.error("The host ended, and is started again", { code, waitMs: this.#waitMs })
        this.#restart = clock.after(this.#waitMs, () => this.#start())
        this.#waitMs = Math.min(restartLongestMs, this.#waitMs * 2)
      }
      for (const id of [...this.#lines.keys()]) this.#close(id)
    })
  }

  #receive(child: HostChild, message: FromHostProcess): void {
    switch (message.type) {
      case "ready":
        this.#listens.settle(child)
        return
      case "message":
        this.#lines.get(message.line)?.receive(message.message)
        return
      case "close":
        this.#close(message.line)
    }
  }

  #close(id: number): void {
    const line = this.#lines.get(id)
    if (line === undefined) return
    this.#lines.delete(id)
    line.open = false
    line.closed()
  }
}

/** A promise of a process that listens, which knows whether it was kept. */
function newListening() {
  const { promise, resolve } = Promise.withResolvers<HostChild>()
  return {
    promise,
    settled: false,
    settle(child: HostChild) {
      this.settled = true
      resolve(child)
    },
  }
}

interface OpenLine {
  receive: (message: FromHost) => void
  closed: () => void
  open: boolean
}
