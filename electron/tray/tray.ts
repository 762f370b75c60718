import { join } from "node:path"
import { Menu, nativeImage, Tray } from "electron"
import type { ClusterSummary } from "../../core/bridge/contract/clusters.ts"
import { texts } from "../texts.ts"
import { type TrayActions, trayMenu } from "./tray-menu.ts"

/** Takes what is known of the clusters now; undefined while the host is gone. */
export type ShowClusters = (clusters: readonly ClusterSummary[] | undefined) => void

/** Puts the app into the system's tray. Returns what tells it of the clusters. */
export function showTray(icons: string, platform: NodeJS.Platform, actions: TrayActions): ShowClusters {
  // One that is called so, macOS colours itself, as its menu bar needs it.
  const icon = platform === "darwin" ? "trayTemplate.png" : "tray.png"
  const tray = new Tray(nativeImage.createFromPath(join(icons, icon)))
  if (platform === "win32") tray.on("click", () => actions.open()) // elsewhere a click shows the menu
  let shown = ""
  const show: ShowClusters = (clusters) => {
    const seen = JSON.stringify(clusters?.map(({ name, state }) => [name, state]) ?? null)
    if (seen === shown) return // a menu that is open would close
    shown = seen
    const running = clusters?.filter(({ state }) => state === "running").length ?? 0
    tray.setToolTip(texts.tray.tooltip(running, clusters?.length ?? 0))
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(clusters, actions)))
  }
  show(undefined)
  return show
}
