import { join } from "node:path"
import type { App } from "electron"
import { texts } from "../texts.ts"

/** The app's name, and the folder of its own files, are the same however it is started: packaged, or from the sources. */
export function nameApp(app: Pick<App, "setName" | "setPath" | "getPath" | "commandLine">): void {
  app.setName(texts.app)
  if (app.commandLine.hasSwitch("user-data-dir")) return
  app.setPath("userData", join(app.getPath("appData"), texts.app))
}
