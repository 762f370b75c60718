/** Gives a child process of the stand-in what a utility process has: `process.parentPort`. */
import { EventEmitter } from "node:events"

class ParentPort extends EventEmitter {
  readonly #early: unknown[] = []

  constructor() {
    super()
    process.on("message", (data) => {
      if (!this.emit("message", { data, ports: [] })) this.#early.push(data)
    })
    process.on("disconnect", () => process.exit(0)) // main is gone
  }

  override on(event: string, listener: (...args: never[]) => void): this {
    if (event !== "message") throw new Error(`The stand-in's parentPort has no event "${event}"`)
    super.on(event, listener as (...args: unknown[]) => void)
    for (const data of this.#early.splice(0)) this.emit("message", { data, ports: [] })
    return this
  }

  postMessage(message: object): void {
    process.send?.(message)
  }
}

Object.defineProperty(process, "parentPort", { value: new ParentPort() })
