import { type ChildProcess, fork } from "node:child_process"
import { app } from "./app.ts"
import { assertKnown, StandIn } from "./strict.ts"

const parentPort = new URL("./utility-child.ts", import.meta.url).href

class UtilityProcess extends StandIn {
  readonly #child: ChildProcess

  constructor(child: ChildProcess) {
    super("UtilityProcess", ["message", "exit", "spawn"])
    this.#child = child
    child.on("message", (message) => this.emit("message", message))
    child.on("exit", (code) => {
      app.utilities.delete(child.pid ?? 0)
      this.emit("exit", code ?? 1)
    })
    child.on("spawn", () => {
      app.utilities.add(child.pid ?? 0)
      this.emit("spawn")
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  postMessage(message: object): void {
    if (this.#child.connected) this.#child.send(message)
  }

  kill(): boolean {
    return this.#child.kill()
  }
}

export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] = [], options: Electron.ForkOptions = {}): UtilityProcess {
    assertKnown("options of utilityProcess.fork", options, ["serviceName", "stdio"])
    const child = fork(modulePath, args, {
      execArgv: ["--import", parentPort],
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    })
    return new UtilityProcess(child)
  },
}
