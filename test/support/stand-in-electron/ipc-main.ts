import { StandIn } from "./strict.ts"

type Answer = (event: object, ...args: unknown[]) => unknown

/** Main's end of what pages say. Any name may be a channel. */
class IpcMain extends StandIn {
  readonly #answers = new Map<string, Answer>()
  readonly #channels: string[]

  constructor() {
    const channels: string[] = []
    super("ipcMain", channels)
    this.#channels = channels
  }

  override on(channel: string, listener: (...args: never[]) => void): this {
    this.#channels.push(channel)
    return super.on(channel, listener)
  }

  handle(channel: string, answer: Answer): void {
    if (this.#answers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#answers.set(channel, answer)
  }

  receive(channel: string, event: object, args: readonly unknown[]): void {
    this.emit(channel, event, ...args)
  }

  async answer(channel: string, event: object, args: readonly unknown[]): Promise<unknown> {
    const answer = this.#answers.get(channel)
    if (answer === undefined) throw new Error(`No handler registered for '${channel}'`)
    return structuredClone(await answer(event, ...args))
  }
}

export const ipcMain = new IpcMain()
