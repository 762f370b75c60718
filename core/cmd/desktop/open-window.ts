import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { ClusterError } from "../../cluster/errors.ts"
import { systemClock } from "../../host/clock.ts"
import { runCommand } from "../../host/command.ts"
import { findElectron, hasDisplay } from "./find-electron.ts"

/** Whether the app's own window can be tried: there is a display, Electron's program, and the shell's sources. */
export function mayOpenWindow(root: string): boolean {
  return hasDisplay() && findElectron(root) !== undefined && existsSync(join(root, shellBuild))
}

/** Opens the app's window and leaves it to itself. Throws when Electron cannot run here after all, as it does for root. */
export async function openWindow(root: string): Promise<void> {
  await runCommand(process.execPath, [join(root, shellBuild)], { folder: root })
  const child = spawn(findElectron(root) ?? "electron", [join(root, "dist/electron/main.mjs")], {
    cwd: root,
    detached: true,
    stdio: "ignore",
    windowsHide: true,
  })
  const failed = new Promise<string | undefined>((resolve) => {
    child.once("error", ({ message }) => resolve(message))
    // One that finds the window open already shows it, and ends at once with 0.
    child.once("exit", (code) => resolve(code === 0 ? undefined : `Electron ended with ${code ?? "a signal"}`))
  })
  const stop = new AbortController()
  try {
    const lives = systemClock.sleep(failsWithinMs, { signal: stop.signal }).catch(() => {})
    const reason = await Promise.race([failed, lives])
    if (reason !== undefined) throw noWindow(reason)
  } finally {
    stop.abort()
    child.unref()
  }
}

/** What cannot show a window ends sooner than this. */
const failsWithinMs = 2_000

const shellBuild = "electron/build.ts"

function noWindow(reason: string): ClusterError {
  const advice = "Use the address of the dashboard instead: cove dashboard"
  return new ClusterError(reason, { id: "HOST_BROWSER", exitCode: 30, advice })
}
