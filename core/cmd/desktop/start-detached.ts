import { spawn } from "node:child_process"
import { systemClock } from "../../host/clock.ts"
import { CommandError } from "../../host/command.ts"

export interface DetachedOptions {
  readonly folder?: string
  /** What has not failed by then is taken to do well. */
  readonly failsWithinMs: number
}

/** Starts a program that goes on when this one ends. Throws a CommandError when it fails at once. */
export async function startDetached(
  command: string,
  args: readonly string[],
  { folder, failsWithinMs }: DetachedOptions,
): Promise<void> {
  const child = spawn(command, args, { cwd: folder, detached: true, stdio: "ignore", windowsHide: true })
  const ended = new Promise<string | undefined>((resolve) => {
    child.once("error", ({ message }) => resolve(message))
    child.once("exit", (code, signal) => resolve(code === 0 ? undefined : `it ended with ${code ?? signal}`))
  })
  const stop = new AbortController()
  try {
    const lives = systemClock.sleep(failsWithinMs, { signal: stop.signal }).catch(() => {})
    const problem = await Promise.race([ended, lives])
    if (problem !== undefined) throw new CommandError(`${command} failed: ${problem}`, { exitCode: undefined })
  } finally {
    stop.abort()
    child.unref()
  }
}
