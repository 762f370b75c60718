/** What `import ... from "electron"` gives in tests: the part of Electron that the shell uses, over a real Chromium. */
import { existsSync } from "node:fs"
import { app as realApp } from "./app.ts"
import { BrowserWindow as StandInWindow } from "./browser-window.ts"
import { ipcMain as standInIpcMain } from "./ipc-main.ts"
import { Menu as StandInMenu, Tray as StandInTray } from "./menu.ts"
import { schemes } from "./schemes.ts"
import { StandIn, strict } from "./strict.ts"
import { utilityProcess as standInUtilityProcess } from "./utility-process.ts"

/** That Electron has a member of each of these names is checked by the compiler. */
type Members<T> = { readonly [K in keyof T]?: unknown }

export const app = realApp
export const ipcMain = standInIpcMain
export const BrowserWindow = StandInWindow
export const Menu = StandInMenu
export const Tray = StandInTray
export const utilityProcess = strict(
  "utilityProcess",
  standInUtilityProcess satisfies Members<typeof Electron.utilityProcess>,
)

export const protocol = strict("protocol", {
  registerSchemesAsPrivileged: (custom: readonly Electron.CustomScheme[]) => {
    if (app.isReady()) throw new Error("Schemes are registered before app is ready")
    for (const { scheme } of custom) schemes.register(scheme)
  },
  handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
    if (!app.isReady()) throw new Error("Protocols are handled after app is ready")
    schemes.handle(scheme, handler)
  },
} satisfies Members<Electron.Protocol>)

export const session = strict("session", {
  defaultSession: strict("session", {
    setPermissionRequestHandler: (_handler: unknown) => {},
    setPermissionCheckHandler: (_handler: unknown) => {},
  } satisfies Members<Electron.Session>),
})

export const shell = strict("shell", {
  openExternal: async (url: string) => {
    app.told["opened"] = [...((app.told["opened"] as string[] | undefined) ?? []), url]
  },
} satisfies Members<Electron.Shell>)

export const dialog = strict("dialog", {
  /** Nobody is there to answer: the dialog is cancelled. */
  showMessageBox: async ({ cancelId = 0 }: Electron.MessageBoxOptions) => {
    app.told["dialogs"] = Number(app.told["dialogs"] ?? 0) + 1
    return { response: cancelId, checkboxChecked: false }
  },
} satisfies Members<Electron.Dialog>)

export const screen = strict("screen", {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
} satisfies Members<Electron.Screen>)

export const nativeTheme = strict("nativeTheme", {
  themeSource: "system",
  shouldUseDarkColors: false,
} satisfies Members<Electron.NativeTheme>)

export const nativeImage = strict("nativeImage", {
  createFromPath: (path: string) => {
    if (!existsSync(path)) throw new Error(`There is no image ${path}`)
    return strict("image", {} satisfies Members<Electron.NativeImage>)
  },
})

export class Notification extends StandIn {
  readonly title: string
  readonly body: string

  constructor({ title = "", body = "" }: Electron.NotificationConstructorOptions) {
    super("Notification", ["click"])
    this.title = title
    this.body = body
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {}
}

/** What a class of the stand-in has that Electron's does not, and that is not there for the stand-in itself or for tests. */
type Invented<Own, Theirs, Known extends keyof Own = never> = Exclude<keyof Own, keyof Theirs | keyof StandIn | Known>

type AllInvented =
  | Invented<typeof realApp, Electron.App, "windows" | "utilities" | "told" | "browser">
  | Invented<StandInWindow, Electron.BrowserWindow, "settings" | "tryClose">
  | Invented<StandInWindow["webContents"], Electron.WebContents, "loading" | "load" | "setSize">
  | Invented<StandInTray, Electron.Tray>
  | Invented<StandInMenu, Electron.Menu>
  | Invented<Notification, Electron.Notification>
  | Invented<ReturnType<typeof standInUtilityProcess.fork>, Electron.UtilityProcess>

const inventions: readonly AllInvented[] = []
/** Does not compile when the stand-in has something of its own invention. */
export const noInventions: readonly never[] = inventions
