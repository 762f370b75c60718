import type { Dashboard } from "../../cli/dashboard.ts"
import { isAlive, readDashboard, urlOf } from "../../desktop/server/dashboard-file.ts"
import { systemClock } from "../../host/clock.ts"
import { ensureScreens } from "../bundle/screens.ts"
import { homeFromEnvironment } from "../cove/cluster-deps.ts"
import { endBackground, startBackground } from "./background-process.ts"
import { mayOpenWindow, openWindow } from "./open-window.ts"
import { openers } from "./openers.ts"

/** What shows the screens, from the project's sources. */
export function newDashboard(root: string): Dashboard {
  const home = homeFromEnvironment()
  return {
    ...openers(),
    ...(mayOpenWindow(root) ? { openWindow: () => openWindow(root) } : {}),
    prepare: async (signal) => void (await ensureScreens({ root, signal })),
    serve: async (options) => (await import("./serve-screens.ts")).serveScreens({ root, ...options }),
    background: async (signal) => {
      const place = await readDashboard(home)
      if (place !== undefined && (await isAlive(place, systemClock))) return urlOf(place)
      return urlOf(await startBackground({ root, home, signal }))
    },
    endBackground: () => endBackground(home),
  }
}
