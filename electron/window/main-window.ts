import { writeFileSync } from "node:fs"
import { BrowserWindow, nativeTheme, screen, type WebContents } from "electron"
import type { Clock, Timer } from "../../core/base/clock.ts"
import type { Shortcut } from "../menu/menu-template.ts"
import { screensAddress } from "../screens/serve-screens.ts"
import { texts } from "../texts.ts"
import { placeWindow, readWindowState, smallest, type WindowState } from "./window-state.ts"

export interface MainWindowOptions {
  readonly preload: string
  readonly icon: string
  readonly clock: Clock
  readonly platform: NodeJS.Platform
  /** Where its place is kept from one start to the next. */
  readonly stateFile: string
}

/** How long the window must have kept still before its place is written down. */
const stillMs = 500

/** A page that fails as soon as it is there must not keep the machine busy. */
const reloadAfterMs = 1_000

/** The one window. Closing it hides it, so that it comes back at once and as it was, until the app quits. */
export class MainWindow {
  readonly #options: MainWindowOptions
  #window: BrowserWindow | undefined
  #quitting = false
  #saving: Timer | undefined

  constructor(options: MainWindowOptions) {
    this.#options = options
  }

  get page(): WebContents | undefined {
    return this.#window?.webContents
  }

  /** Whether somebody looks at it. */
  get attended(): boolean {
    return this.#window?.isVisible() === true && this.#window.isFocused()
  }

  /** Opens it, or brings it to the front. A route is the part of an address from its #. */
  show(route?: string): void {
    if (this.#window === undefined) {
      this.#window = this.#open(route)
      return
    }
    if (route !== undefined) this.#goTo(this.#window, route)
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
  }

  /** Presses keys in the page, as a person would. */
  press({ keyCode, modifiers }: Shortcut): void {
    this.show()
    const mod = this.#options.platform === "darwin" ? "meta" : "control"
    const held = modifiers.map((modifier) => (modifier === "mod" ? mod : modifier))
    for (const type of ["keyDown", "keyUp"] as const) this.page?.sendInputEvent({ type, keyCode, modifiers: held })
  }

  /** From now on, closing closes. */
  letGo(): void {
    this.#quitting = true
  }

  #open(route = ""): BrowserWindow {
    const { preload, icon, platform, stateFile } = this.#options
    const saved = readWindowState(stateFile)
    const place = placeWindow(
      saved,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    )
    const window = new BrowserWindow({
      ...place,
      ...titleBars[platform],
      minWidth: smallest.width,
      minHeight: smallest.height,
      title: texts.app,
      icon,
      show: false, // until it has something to show
      backgroundColor: nativeTheme.shouldUseDarkColors ? grounds.dark : grounds.light,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      },
    })
    if (saved?.maximized === true) window.maximize()
    window.once("ready-to-show", () => window.show())
    this.#watch(window)
    window.loadURL(`${screensAddress}${route}`).catch(() => {}) // what is not there, the page itself says
    return window
  }

  #watch(window: BrowserWindow): void {
    const changed = () => {
      this.#saving?.cancel()
      this.#saving = this.#options.clock.after(stillMs, () => this.#save(window))
    }
    window.on("resize", changed)
    window.on("move", changed)
    window.on("maximize", changed)
    window.on("unmaximize", changed)
    window.on("close", (event) => {
      this.#saving?.cancel()
      this.#save(window)
      if (this.#quitting) return
      event.preventDefault()
      window.hide()
    })
    window.on("closed", () => {
      this.#saving?.cancel()
      this.#window = undefined
    })
    window.webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason === "clean-exit") return
      this.#options.clock.after(reloadAfterMs, () => {
        if (!window.isDestroyed()) window.webContents.reload()
      })
    })
  }

  #save(window: BrowserWindow): void {
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
    writeFileSync(this.#options.stateFile, JSON.stringify(state))
  }

  /** The screens follow the part of their address behind the #. */
  #goTo(window: BrowserWindow, route: string): void {
    window.webContents.executeJavaScript(`location.hash = ${JSON.stringify(route)}`).catch(() => {}) // it is closing
  }
}

/** What is seen before the screens are there: their own grounds (renderer/design/theme.css). */
const grounds = { dark: "#16181c", light: "#ffffff" } as const

/** The menu stands in macOS' own bar; elsewhere it comes with the Alt key, so that the screens have the room. */
const titleBars: Readonly<Partial<Record<NodeJS.Platform, Electron.BrowserWindowConstructorOptions>>> = {
  win32: { autoHideMenuBar: true },
  linux: { autoHideMenuBar: true },
}
