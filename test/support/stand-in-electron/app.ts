import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { connect, createServer } from "node:net"
import { homedir, tmpdir } from "node:os"
import { join } from "node:path"
import { Browser } from "./browser.ts"
import { newEvent, StandIn, strict } from "./strict.ts"

const events = [
  "second-instance",
  "open-url",
  "window-all-closed",
  "activate",
  "before-quit",
  "will-quit",
  "quit",
  "web-contents-created",
]

/** What `app` needs to know of a window. */
export interface OpenWindow {
  /** False when whoever listens stopped it. */
  tryClose(): boolean
}

class App extends StandIn {
  readonly windows = new Set<OpenWindow>()
  readonly utilities = new Set<number>()
  /** What the system was told, for tests to look at. */
  readonly told: Record<string, unknown> = {}
  readonly #ready: Promise<void>
  readonly browser: Browser
  readonly commandLine = strict("commandLine", {
    hasSwitch: (name: string) => process.argv.some((argument) => argument.startsWith(`--${name}`)),
  })
  #isReady = false
  #quitting = false
  /** A second start's words are on their way to the first. */
  #telling: Promise<void> = Promise.resolve()

  constructor() {
    super("app", events)
    this.browser = new Browser(this.getPath("userData"), Number(process.env["STAND_IN_PORT"] ?? 0))
    this.#ready = this.browser.ready().then(() => {
      this.#isReady = true
    })
  }

  get isPackaged(): boolean {
    return process.env["STAND_IN_RESOURCES"] !== undefined
  }

  isReady(): boolean {
    return this.#isReady
  }

  whenReady(): Promise<void> {
    return this.#ready
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error("app.enableSandbox() can only be called before app is ready")
    this.told["sandbox"] = true
  }

  /** The processes that there are, as far as the stand-in has any. */
  getAppMetrics(): readonly { readonly type: string; readonly name: string; readonly pid: number }[] {
    return [...this.utilities].map((pid) => ({ type: "Utility", name: "Cove", pid }))
  }

  getPath(name: string): string {
    const given = process.argv.find((argument) => argument.startsWith("--user-data-dir="))
    const userData = given?.slice("--user-data-dir=".length) ?? join(homedir(), ".config", "cove-stand-in")
    if (name === "userData") {
      mkdirSync(userData, { recursive: true })
      return userData
    }
    if (name === "temp") return tmpdir()
    throw new Error(`The stand-in for Electron has no path "${name}"`)
  }

  setPath(name: string, path: string): void {
    throw new Error(`Tests keep the folder "${name}" away from ${path}: start with --user-data-dir`)
  }

  setName(name: string): void {
    this.told["name"] = name
  }

  setBadgeCount(count: number): boolean {
    this.told["badge"] = count
    return true
  }

  setLoginItemSettings(settings: object): void {
    this.told["login"] = settings
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.told["scheme"] = scheme
    return true
  }

  /** A file says who is the first; its socket takes the words of those who come later. */
  requestSingleInstanceLock(): boolean {
    const lock = join(this.getPath("userData"), "stand-in.lock")
    const socket = join(this.getPath("userData"), "stand-in.socket")
    const first = readFirst(lock)
    if (first !== undefined) {
      this.#telling = tell(socket, process.argv)
      return false
    }
    writeFileSync(lock, String(process.pid))
    rmSync(socket, { force: true })
    const server = createServer((connection) => {
      let text = ""
      connection.on("data", (part) => (text += String(part)))
      connection.on("end", () => this.emit("second-instance", newEvent({}), JSON.parse(text), process.cwd()))
    })
    server.listen(socket).unref()
    process.on("exit", () => rmSync(lock, { force: true }))
    return true
  }

  quit(): void {
    if (this.#quitting) return
    this.#quitting = true
    void this.#quit()
  }

  async #quit(): Promise<void> {
    await this.#telling
    const before = newEvent({})
    this.emit("before-quit", before)
    const stays = before.defaultPrevented || [...this.windows].some((window) => !window.tryClose())
    const last = newEvent({})
    if (!stays) this.emit("will-quit", last)
    this.#quitting = false
    if (!stays && !last.defaultPrevented) this.exit(0)
  }

  exit(code = 0): void {
    this.emit("quit", newEvent({}), code)
    this.browser.close().finally(() => process.exit(code))
  }
}

function readFirst(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, "utf8"))
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}

function tell(socket: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = connect(socket)
    connection.on("error", reject)
    connection.on("close", () => resolve())
    connection.end(JSON.stringify(args))
  })
}

export const app = new App()

// Only Electron's own Node.js has it.
Object.defineProperty(process, "resourcesPath", { get: () => process.env["STAND_IN_RESOURCES"] })
