import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** Electron's own program: where a variable says, or as its package downloads it. Undefined when it is not there. */
export function findElectron(root: string): string | undefined {
  const places = [process.env["ELECTRON_OVERRIDE_DIST_PATH"], join(root, "node_modules/electron/dist")]
  const files = places.flatMap((place) => (place === undefined || place === "" ? [] : [join(place, programOf(root))]))
  return files.find((file) => existsSync(file))
}

/** Whether there is a display to show a window on. */
export function hasDisplay(): boolean {
  if (process.platform === "darwin" || process.platform === "win32") return true
  return ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => (process.env[name] ?? "") !== "")
}

/** The package writes the path of what it downloaded; before it did, the path is the platform's usual one. */
function programOf(root: string): string {
  const written = join(root, "node_modules/electron/path.txt")
  if (existsSync(written)) return readFileSync(written, "utf8").trim()
  if (process.platform === "darwin") return "Electron.app/Contents/MacOS/Electron"
  return process.platform === "win32" ? "electron.exe" : "electron"
}
