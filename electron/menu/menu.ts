import { Menu } from "electron"
import { type MenuDeps, menuTemplate } from "./menu-template.ts"

/** Sets the application's menu. Returns what tells it of the clusters. */
export function setMenu(deps: Omit<MenuDeps, "clusters">): (clusters: readonly string[]) => void {
  let shown: string | undefined
  const show = (clusters: readonly string[]) => {
    const seen = clusters.join()
    if (seen === shown) return
    shown = seen
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ ...deps, clusters })))
  }
  show([])
  return show
}
