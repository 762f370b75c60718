import { existsSync } from "node:fs"
import { join } from "node:path"
import { runCommand } from "../../host/command.ts"
import { findElectron, hasDisplay } from "./find-electron.ts"
import { startDetached } from "./start-detached.ts"

/** Whether the app's own window can be tried: there is a display, Electron's program, and the shell's sources. */
export function mayOpenWindow(root: string): boolean {
  return hasDisplay() && findElectron(root) !== undefined && existsSync(join(root, shellBuild))
}

/**
 * Opens the app's window and leaves it to itself. Where it is open already, Electron shows that one and ends at once.
 * Throws a CommandError when Electron cannot run here after all, as it does for root.
 */
export async function openWindow(root: string): Promise<void> {
  await runCommand(process.execPath, [join(root, shellBuild)], { folder: root })
  const electron = findElectron(root) ?? "electron"
  await startDetached(electron, [join(root, "dist/electron/main.mjs")], { folder: root, failsWithinMs: 2_000 })
}

const shellBuild = "electron/build.ts"
