import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { systemClock } from "../../host/clock.ts"
import { runCommand } from "../../host/command.ts"
import { findElectron, hasDisplay } from "./find-electron.ts"

/** Whether the app's own window can be tried: there is a display, Electron's program, and the shell's sources. */
export function mayOpenWindow(root: string): boolean {
  return hasDisplay() && findElectron(root) !== undefined && existsSync(join(root, shellBuild))
}

/** Opens the app's window and leaves it to itself. False when Electron cannot run here after all, as for root. */
export async function openWindow(root: string): Promise<boolean> {
  const electron = findElectron(root)
  if (electron === undefined) return false
  await runCommand(process.execPath, [join(root, shellBuild)], { folder: root })
  const child = spawn(electron, [join(root, "dist/electron/main.mjs")], {
    cwd: root,
    detached: true,
    stdio: "ignore",
    windowsHide: true,
  })
  const ended = new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false))
    // One that finds the window open already shows it, and ends at once with 0.
    child.once("exit", (code) => resolve(code === 0))
  })
  const stop = new AbortController()
  const lives = systemClock.sleep(failsWithinMs, { signal: stop.signal }).then(
    () => true,
    () => true,
  )
  try {
    return await Promise.race([ended, lives])
  } finally {
    stop.abort()
    child.unref()
  }
}

/** What cannot show a window ends sooner than this. */
const failsWithinMs = 2_000

const shellBuild = "electron/build.ts"
