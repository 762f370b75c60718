import type { MenuItemConstructorOptions } from "electron"
import { texts } from "../texts.ts"

export interface MenuDeps {
  readonly platform: NodeJS.Platform
  /** Whether the tools of those who work on the app belong in it. */
  readonly development: boolean
  /** The clusters' names. */
  readonly clusters: readonly string[]
  go(route: string): void
  /** Presses keys in the screens, which know what they mean. */
  press(shortcut: Shortcut): void
}

/** Keys of the screens, under the names that Electron has for them. */
export interface Shortcut {
  readonly keyCode: string
  readonly modifiers: readonly ("mod" | "control" | "shift")[]
}

/** What the screens listen for themselves: the menu shows the keys and does not take them. */
const palette: Shortcut = { keyCode: "K", modifiers: ["mod"] }
const terminal: Shortcut = { keyCode: "`", modifiers: ["control"] }
const shortcuts: Shortcut = { keyCode: "?", modifiers: ["shift"] }

/** The application's menu, with each system's own roles. */
export function menuTemplate(deps: MenuDeps): MenuItemConstructorOptions[] {
  const { platform, development } = deps
  const mac = platform === "darwin"
  const settings = { label: texts.menu.settings, accelerator: "CmdOrCtrl+,", click: () => deps.go("#/settings") }
  const appMenu: MenuItemConstructorOptions[] = [
    { role: "about" },
    { type: "separator" },
    settings,
    { type: "separator" },
    { role: "services" },
    { type: "separator" },
    { role: "hide" },
    { role: "hideOthers" },
    { role: "unhide" },
    { type: "separator" },
    { role: "quit" },
  ]
  const fileMenu: MenuItemConstructorOptions[] = mac
    ? [{ role: "close" }]
    : [settings, { type: "separator" }, { role: "close" }, { role: "quit" }]
  return [
    ...(mac ? [{ label: texts.app, submenu: appMenu }] : []),
    { label: texts.menu.file, submenu: fileMenu },
    { role: "editMenu" },
    { label: texts.menu.view, submenu: viewMenu(deps, development) },
    { label: texts.menu.go, submenu: goMenu(deps) },
    { role: "windowMenu" },
    { role: "help", submenu: [shortcutItem(texts.menu.shortcuts, shortcuts, deps)] },
  ]
}

function viewMenu(deps: MenuDeps, development: boolean): MenuItemConstructorOptions[] {
  return [
    shortcutItem(texts.menu.palette, palette, deps),
    shortcutItem(texts.menu.terminal, terminal, deps),
    { type: "separator" },
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
    { type: "separator" },
    { role: "togglefullscreen" },
    ...(development ? ([{ type: "separator" }, { role: "reload" }, { role: "toggleDevTools" }] as const) : []),
  ]
}

function goMenu({ clusters, go }: MenuDeps): MenuItemConstructorOptions[] {
  const places = clusters.map((name) => ({ label: name, click: () => go(`#/c/${name}/overview`) }))
  return [
    { label: texts.menu.clusters, accelerator: "CmdOrCtrl+Shift+C", click: () => go("#/clusters") },
    ...(places.length === 0 ? [] : [{ type: "separator" } as const, ...places]),
  ]
}

function shortcutItem(label: string, shortcut: Shortcut, { press }: MenuDeps): MenuItemConstructorOptions {
  const { keyCode, modifiers } = shortcut
  const accelerator = [...modifiers.map((modifier) => acceleratorNames[modifier]), keyCode].join("+")
  return { label, accelerator, registerAccelerator: false, click: () => press(shortcut) }
}

const acceleratorNames = { mod: "CmdOrCtrl", control: "Ctrl", shift: "Shift" } as const
