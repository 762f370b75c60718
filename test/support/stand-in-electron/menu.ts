import { assertKnown, StandIn } from "./strict.ts"

const itemOptions = ["label", "role", "type", "submenu", "click", "accelerator", "registerAccelerator", "enabled", "id"]
const roles = [
  ...["about", "services", "hide", "hideOthers", "unhide", "quit", "close", "editMenu", "windowMenu", "help"],
  ...["resetZoom", "zoomIn", "zoomOut", "togglefullscreen", "reload", "toggleDevTools"],
]

export class MenuItem {
  readonly label: string
  readonly role: string | undefined
  readonly type: string
  readonly enabled: boolean
  readonly accelerator: string | undefined
  readonly submenu: Menu | undefined
  readonly #run: (() => void) | undefined

  constructor(options: Electron.MenuItemConstructorOptions) {
    assertKnown("options of MenuItem", options, itemOptions)
    const { label = "", role, type, submenu, click, accelerator, enabled = true } = options
    if (role !== undefined && !roles.includes(role)) throw new Error(`There is no role "${role}"`)
    if (label === "" && role === undefined && type !== "separator") throw new Error("A menu item has no label")
    this.label = label
    this.role = role
    this.type = type ?? (submenu === undefined ? "normal" : "submenu")
    this.enabled = enabled
    this.accelerator = typeof accelerator === "string" ? accelerator : undefined
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined
    this.#run = click as (() => void) | undefined
  }

  click(): void {
    if (!this.enabled) throw new Error(`The menu item "${this.label}" is not enabled`)
    this.#run?.()
  }
}

export class Menu {
  static #application: Menu | null = null
  readonly items: readonly MenuItem[]

  constructor(items: readonly MenuItem[]) {
    this.items = items
  }

  static buildFromTemplate(template: readonly Electron.MenuItemConstructorOptions[]): Menu {
    return new Menu(template.map((options) => new MenuItem(options)))
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application
  }
}

export class Tray extends StandIn {
  constructor(image: object) {
    super("Tray", ["click"])
    if (image === undefined) throw new Error("A tray needs an image")
  }

  setToolTip(_text: string): void {}

  setContextMenu(menu: Menu): void {
    if (!(menu instanceof Menu)) throw new Error("A tray's menu is a Menu")
  }
}
