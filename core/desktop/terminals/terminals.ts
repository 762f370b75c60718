import { Latest } from "../../base/latest.ts"
import type { Log } from "../../base/log.ts"
import type { Random } from "../../base/random.ts"
import type { TerminalSummary, TerminalTarget } from "../../bridge/contract/terminals.ts"
import { ClusterError } from "../../cluster/errors.ts"
import type { OpenPty, Pty, PtySize } from "./pty.ts"
import { commandOf, titleOf } from "./target-command.ts"
import { TerminalOutput } from "./terminal-output.ts"
import type { PreparedProgram } from "./terminal-programs.ts"

export interface TerminalsDeps {
  readonly random: Random
  readonly log: Log
  readonly openPty: OpenPty
  prepare(id: string, target: TerminalTarget): Promise<PreparedProgram>
  /** Closes all. */
  readonly signal: AbortSignal
}

const terminalsMax = 32

/** The terminals of one host. One whose program has ended stays, to be read, until it is closed. */
export class Terminals {
  readonly #deps: TerminalsDeps
  readonly #terminals = new Map<string, Terminal>()
  readonly #summaries = new Latest<readonly TerminalSummary[]>({ value: [] })
  #opening = 0

  constructor(deps: TerminalsDeps) {
    this.#deps = deps
    deps.signal.addEventListener("abort", () => this.#closeAll(), { once: true })
  }

  async open(target: TerminalTarget, size: PtySize): Promise<TerminalSummary> {
    this.#deps.signal.throwIfAborted()
    if (this.#terminals.size + this.#opening >= terminalsMax) throw tooMany()
    this.#opening++
    try {
      const terminal = await this.#start(target, size)
      if (this.#deps.signal.aborted) this.close(terminal.summary.id)
      return terminal.summary
    } finally {
      this.#opening--
    }
  }

  watch(signal: AbortSignal): AsyncIterable<readonly TerminalSummary[]> {
    return this.#summaries.follow(signal)
  }

  output(id: string, signal: AbortSignal): AsyncIterable<string> {
    return this.#of(id).output.follow(signal)
  }

  write(id: string, text: string): void {
    this.#of(id).pty?.write(text)
  }

  resize(id: string, size: PtySize): void {
    this.#of(id).pty?.resize(size)
  }

  /** Ends what runs in it. One that is gone already is no mistake. */
  close(id: string): void {
    const terminal = this.#terminals.get(id)
    if (terminal === undefined) return
    this.#terminals.delete(id)
    terminal.pty?.kill()
    terminal.output.finish()
    this.#tell()
  }

  async #start(target: TerminalTarget, size: PtySize): Promise<Terminal> {
    const id = this.#deps.random.uuid()
    const { command, environment, folder, cleanUp } = await this.#deps.prepare(id, target)
    const terminal: Terminal = {
      summary: { id, title: titleOf(target), target, command: commandOf(target) },
      output: new TerminalOutput({ pause: () => terminal.pty?.pause(), resume: () => terminal.pty?.resume() }),
      pty: undefined,
    }
    const onExit = (exitCode: number) => {
      terminal.summary = { ...terminal.summary, exitCode }
      terminal.pty = undefined
      terminal.output.finish()
      this.#tell()
      this.#cleanUp(cleanUp)
    }
    try {
      const onOutput = (text: string) => terminal.output.append(text)
      terminal.pty = await this.#deps.openPty({ command, environment, folder, ...size, onOutput, onExit })
    } catch (error) {
      this.#cleanUp(cleanUp)
      throw error
    }
    this.#terminals.set(id, terminal)
    this.#tell()
    return terminal
  }

  #of(id: string): Terminal {
    const terminal = this.#terminals.get(id)
    if (terminal === undefined) throw noSuchTerminal()
    return terminal
  }

  #tell(): void {
    this.#summaries.set([...this.#terminals.values()].map(({ summary }) => summary))
  }

  #cleanUp(run: () => Promise<void>): void {
    run().catch((error: unknown) => this.#deps.log.warn("Left a terminal's files behind", { error }))
  }

  #closeAll(): void {
    for (const id of this.#terminals.keys()) this.close(id)
  }
}

interface Terminal {
  summary: TerminalSummary
  readonly output: TerminalOutput
  /** Undefined when its program has ended. */
  pty: Pty | undefined
}

function tooMany(): ClusterError {
  const advice = "Close one that you do not need."
  return new ClusterError(`${terminalsMax} terminals are open`, { id: "HOST_TERMINALS", exitCode: 30, advice })
}

function noSuchTerminal(): ClusterError {
  return new ClusterError("The terminal is closed", { id: "HOST_NO_TERMINAL", exitCode: 30, advice: "Open another." })
}
