import { mkdirSync } from "node:fs"
import { join } from "node:path"
import type { App } from "electron"
import { texts } from "../texts.ts"

/** By which the installed app is known to the system (electron-builder.config.ts). */
const appId = "dev.cove.desktop"

/** The app's name, and the folder of its own files, are the same however it is started: packaged, or from the sources. */
export function nameApp(
  app: Pick<App, "setName" | "setPath" | "getPath" | "commandLine" | "setAppUserModelId">,
  platform: NodeJS.Platform,
): void {
  app.setName(texts.app)
  if (platform === "win32") app.setAppUserModelId(appId) // else Windows shows no notifications of ours
  if (app.commandLine.hasSwitch("user-data-dir")) return
  const folder = join(app.getPath("appData"), texts.app)
  mkdirSync(folder, { recursive: true })
  app.setPath("userData", folder)
}
