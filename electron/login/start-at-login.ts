import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { dirname, join } from "node:path"
import type { App } from "electron"
import { texts } from "../texts.ts"

/** Said to ourselves by who starts us at login: show the tray alone. */
export const hiddenFlag = "--hidden"

export interface LoginOptions {
  readonly app: Pick<App, "setLoginItemSettings">
  readonly platform: NodeJS.Platform
  /** What starts the app: a program and its first arguments. */
  readonly command: readonly [string, ...string[]]
  /** Where Linux desktops look for what to start. */
  readonly autostartFile: string
}

/** How the app that runs now is started. An AppImage is started by its own file, not by what it unpacked. */
export function loginOptionsOf(app: Pick<App, "setLoginItemSettings" | "isPackaged">, project: string): LoginOptions {
  const { env, platform, execPath } = process
  const configuration = env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config")
  return {
    app,
    platform,
    command: app.isPackaged ? [env["APPIMAGE"] ?? execPath] : [execPath, project],
    autostartFile: join(configuration, "autostart", "cove.desktop"),
  }
}

/** Has the system start the app with the person's session, or no longer. */
export function setStartAtLogin(wanted: boolean, { app, platform, command, autostartFile }: LoginOptions): void {
  if (platform !== "linux") {
    const [path, ...args] = command
    app.setLoginItemSettings({ openAtLogin: wanted, path, args: [...args, hiddenFlag] })
    return
  }
  if (!wanted) {
    rmSync(autostartFile, { force: true })
    return
  }
  mkdirSync(dirname(autostartFile), { recursive: true })
  writeFileSync(autostartFile, desktopEntry([...command, hiddenFlag]))
}

/** As freedesktop.org's desktop entries have it: an argument stands in quotes, and four signs in it behind a backslash. */
function desktopEntry(command: readonly string[]): string {
  const words = command.map((word) => `"${word.replace(/["`$\\]/g, "\\$&").replaceAll("%", "%%")}"`)
  return [
    "[Desktop Entry]",
    "Type=Application",
    `Name=${texts.app}`,
    `Comment=${texts.login.comment}`,
    `Exec=${words.join(" ")}`,
    "Terminal=false",
    "X-GNOME-Autostart-enabled=true",
    "",
  ].join("\n")
}
