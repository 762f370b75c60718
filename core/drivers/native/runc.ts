import { rmdir } from "node:fs/promises"
import { dirname, join } from "node:path"
import type { Clock } from "../../base/clock.ts"
import { TimeoutError, waitUntil } from "../../base/wait-until.ts"
import { CommandError, runCommand, streamCommand } from "../../host/command.ts"
import { readTextFile } from "../../host/files.ts"
import { untilOutputEnds } from "../../host/lifeline.ts"
import { onTrueRoot } from "../../host/true-root.ts"
import { DriverError, type ExecStreams } from "../driver.ts"

/** runc, with a state folder of our own below /run: it forgets with the machine's memory, as what it describes does. */
export class Runc {
  readonly #clock: Clock
  readonly #root: string

  constructor(driverId: string, clock: Clock) {
    this.#clock = clock
    this.#root = `/run/cove/${driverId}`
  }

  /** Starts a container in the background; what it says is in the bundle's `log`. */
  async run(name: string, bundle: string, signal?: AbortSignal): Promise<void> {
    const script = 'exec runc --root "$0" run -d --bundle "$1" "$2" >"$1/log" 2>&1 </dev/null' // it would keep our pipes open
    const [command, args] = await onTrueRoot("sh", ["-c", script, this.#root, bundle, name])
    try {
      await runCommand(command, args, { signal })
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      const said = (await readTextFile(join(bundle, "log"))) ?? ""
      throw new DriverError(`Cannot start node "${name}": ${said.trim().split("\n").at(-1)}`, {
        cause: error,
        advice: `All of what runc said is in ${join(bundle, "log")}.`,
      })
    }
  }

  /** TERM, and KILL when that takes too long. The container is gone afterwards. */
  async stop(name: string, { atMostMs }: { readonly atMostMs: number }): Promise<void> {
    await this.resume(name)
    if (await this.isRunning(name)) {
      await this.#runc("kill", name, "TERM").catch(() => {}) // it may have ended just now
      const look = async () => !(await this.isRunning(name))
      await waitUntil(look, { clock: this.#clock, what: `node "${name}" to end`, everyMs: 25, atMostMs }).catch(
        ignoreTimeout,
      )
    }
    await this.delete(name)
  }

  /** Freezes all its processes, those of containers within it as well. Returns whether it was not frozen yet. */
  async pause(name: string): Promise<boolean> {
    if ((await this.states()).get(name) === "paused") return false
    await this.#runc("pause", name)
    return true
  }

  /** Returns whether it was frozen. */
  async resume(name: string): Promise<boolean> {
    if ((await this.states()).get(name) !== "paused") return false
    await this.#runc("resume", name)
    return true
  }

  async delete(name: string): Promise<void> {
    await this.#runc("delete", "--force", name)
  }

  /** Removes the folder of its state, when nothing is in it. */
  async forget(): Promise<void> {
    for (const folder of [this.#root, dirname(this.#root)]) await rmdir(folder).catch(() => {}) // others' may be in it
  }

  async isRunning(name: string): Promise<boolean> {
    return (await this.states()).get(name) === "running"
  }

  /** In runc's words, by name: "running", "paused", "stopped". */
  async states(): Promise<ReadonlyMap<string, string>> {
    const text = await this.#runc("list", "--format", "json")
    const containers = (JSON.parse(text) ?? []) as readonly { readonly id: string; readonly status: string }[] // runc's own format
    return new Map(containers.map(({ id, status }) => [id, status]))
  }

  /** On the caller's terminal when there is one: runc makes the command's own and joins the two. */
  async exec(name: string, command: readonly string[], io: ExecStreams, signal?: AbortSignal): Promise<number> {
    if (io.terminal !== undefined) {
      const args = ["--root", this.#root, "exec", "--tty", "--env", "TERM=xterm-256color", name, ...command]
      return streamCommand("runc", args, { stdin: "inherit", stdout: "inherit", stderr: "inherit", signal })
    }
    return streamCommand("runc", ["--root", this.#root, "exec", name, ...command], { ...io, signal })
  }

  /**
   * Resolves to true when a container has ended that runs now, or when the signal aborts. False where that cannot be seen:
   * the container is just starting or ending. A `cat` in it waits for nothing, and its output ends with the container.
   */
  async waitForEnd(name: string, signal: AbortSignal): Promise<boolean> {
    const args = ["exec", "--detach", "--preserve-fds", "1", name, "sh", "-c", "exec cat <&3"]
    return (await untilOutputEnds("runc", ["--root", this.#root, ...args], signal)) === 0
  }

  #runc(...args: string[]): Promise<string> {
    return runCommand("runc", ["--root", this.#root, ...args])
  }
}

function ignoreTimeout(error: unknown): void {
  if (!(error instanceof TimeoutError)) throw error
}
