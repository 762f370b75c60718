import { spawn } from "node:child_process"
import type { Writable } from "node:stream"

/**
 * Starts a program that leaves another one behind. That one is to read its descriptor 3, which ends when the signal aborts,
 * and to hold the output: when this ends, the program's exit code is the answer, or undefined where it did not start.
 */
export function untilOutputEnds(
  command: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore", "pipe"] })
    const line = child.stdio[3] as Writable // a pipe, as it was asked for
    line.on("error", () => {}) // its reader may be gone
    const letGo = () => line.end()
    if (signal.aborted) letGo()
    signal.addEventListener("abort", letGo, { once: true })
    const end = (code: number | undefined) => {
      signal.removeEventListener("abort", letGo)
      line.destroy()
      resolve(code)
    }
    child.on("error", () => end(undefined))
    child.stdout?.resume().on("close", () => (child.exitCode === null ? child.on("exit", exited) : exited()))
    const exited = () => end(child.exitCode ?? undefined)
  })
}
