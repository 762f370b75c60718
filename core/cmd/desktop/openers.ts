import { accessSync, constants } from "node:fs"
import { delimiter, dirname, join } from "node:path"
import type { DesktopShell } from "../../desktop/deps.ts"
import { hasDisplay } from "./find-electron.ts"
import { startDetached } from "./start-detached.ts"

/** What opens links and shows files: the desktop's own program for it. Empty where there is no desktop. */
export function openers(): Pick<DesktopShell, "openLink" | "showFile"> {
  if (!hasDisplay()) return {}
  switch (process.platform) {
    case "darwin":
      return { openLink: (url) => run("open", [url]), showFile: (file) => run("open", ["-R", file]) }
    case "win32":
      return {
        // No shell reads the address: to one, half of it would be commands.
        openLink: (url) => run("rundll32", ["url.dll,FileProtocolHandler", url]),
        showFile: (file) => run("explorer", [`/select,${file}`]).catch(() => {}), // it ends with 1 when all is well
      }
    default:
      if (!isProgram("xdg-open")) return {}
      return { openLink: (url) => run("xdg-open", [url]), showFile: (file) => run("xdg-open", [dirname(file)]) }
  }
}

/** Some of them end only with the browser that they started. */
function run(command: string, args: readonly string[]): Promise<void> {
  return startDetached(command, args, { failsWithinMs: 1_000 })
}

function isProgram(name: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
