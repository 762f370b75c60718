import { app, type OpenWindow } from "./app.ts"
import { assertKnown, newEvent, StandIn } from "./strict.ts"
import { WebContents } from "./web-contents.ts"

const events = ["close", "closed", "resize", "move", "maximize", "unmaximize", "ready-to-show", "show", "hide", "focus"]
const options = ["x", "y", "width", "height", "minWidth", "minHeight", "title", "icon", "show", "backgroundColor"]
const looks = ["titleBarStyle", "titleBarOverlay", "trafficLightPosition", "autoHideMenuBar"]
const preferences = [
  "preload",
  "sandbox",
  "contextIsolation",
  "nodeIntegration",
  "webSecurity",
  "webviewTag",
  "spellcheck",
]

/** A window that is nothing but its page and the numbers that a window has. */
export class BrowserWindow extends StandIn implements OpenWindow {
  readonly webContents: WebContents
  readonly #settings: Electron.BrowserWindowConstructorOptions
  #bounds: Electron.Rectangle
  #maximized = false
  #minimized = false
  #visible: boolean
  #focused = false
  #closed = false

  static getAllWindows(): BrowserWindow[] {
    return [...app.windows] as BrowserWindow[] // nothing else is put in
  }

  constructor(settings: Electron.BrowserWindowConstructorOptions) {
    super("BrowserWindow", events)
    if (!app.isReady()) throw new Error("Cannot create BrowserWindow before app is ready")
    assertKnown("options of BrowserWindow", settings, [...options, ...looks, "webPreferences"])
    assertKnown("webPreferences", settings.webPreferences ?? {}, preferences)
    this.#settings = settings
    const { x = 100, y = 100, width = 800, height = 600 } = settings
    this.#bounds = { x, y, width, height }
    this.#visible = settings.show ?? true
    this.webContents = new WebContents(app.browser, settings.webPreferences?.preload ?? "")
    app.windows.add(this)
    this.webContents.setSize(width, height)
    app.emit("web-contents-created", newEvent({}), this.webContents)
  }

  /** What it was made with, for tests to look at. */
  get settings(): Electron.BrowserWindowConstructorOptions {
    return this.#settings
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url)
    this.emit("ready-to-show")
  }

  show(): void {
    this.#visible = true
    this.#focused = true
    this.emit("show")
  }

  hide(): void {
    this.#visible = false
    this.#focused = false
    this.emit("hide")
  }

  focus(): void {
    this.#focused = true
    this.emit("focus")
  }

  minimize(): void {
    this.#minimized = true
    this.#focused = false
  }

  restore(): void {
    this.#minimized = false
  }

  maximize(): void {
    this.#maximized = true
    this.emit("maximize")
  }

  isVisible(): boolean {
    return this.#visible
  }

  isFocused(): boolean {
    return this.#focused && this.#visible
  }

  isMinimized(): boolean {
    return this.#minimized
  }

  isMaximized(): boolean {
    return this.#maximized
  }

  getNormalBounds(): Electron.Rectangle {
    return this.#bounds
  }

  setBounds(bounds: Electron.Rectangle): void {
    this.#bounds = bounds
    this.webContents.setSize(bounds.width, bounds.height)
    this.emit("move")
    this.emit("resize")
  }

  close(): void {
    this.tryClose()
  }

  tryClose(): boolean {
    if (this.#closed) return true
    const event = newEvent({})
    this.emit("close", event)
    if (event.defaultPrevented) return false
    this.#closed = true
    app.windows.delete(this)
    void this.webContents.close()
    this.emit("closed")
    if (app.windows.size === 0 && !app.emit("window-all-closed")) app.quit()
    return true
  }
}
