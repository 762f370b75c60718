import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import type { CDPSession, Page } from "playwright-core"
import type { Browser, PageOwner } from "./browser.ts"
import { ipcMain } from "./ipc-main.ts"
import { pageWorld } from "./page-world.ts"
import { schemes } from "./schemes.ts"
import { StandIn } from "./strict.ts"

const events = [
  "will-navigate",
  "will-frame-navigate",
  "will-redirect",
  "will-attach-webview",
  "render-process-gone",
  "destroyed",
  "did-finish-load",
]

type OpenHandler = (details: { readonly url: string }) => { readonly action: string }

/** A window's page: a real one, with the preload script in a world of its own as far as the page can tell. */
export class WebContents extends StandIn implements PageOwner {
  readonly #page: Promise<{ readonly page: Page; readonly session: CDPSession }>
  readonly #origins = new Map<number, string>()
  #open: OpenHandler = () => ({ action: "allow" })
  /** The way into the page as it is now. */
  #receiver: string | undefined
  #destroyed = false
  #url = ""
  loading = false

  constructor(browser: Browser, preload: string) {
    super("webContents", events)
    this.#page = this.#connect(browser, preload)
  }

  async load(url: string): Promise<void> {
    const { page } = await this.#page
    this.loading = true
    try {
      await page.goto(schemes.toWeb(url), { waitUntil: "domcontentloaded" })
    } finally {
      this.loading = false
    }
    this.emit("did-finish-load")
  }

  loadURL(url: string): Promise<void> {
    return this.load(url)
  }

  getURL(): string {
    return this.#url
  }

  reload(): void {
    void this.#page.then(async ({ page }) => {
      this.loading = true
      await page.reload({ waitUntil: "domcontentloaded" })
      this.loading = false
    })
  }

  async executeJavaScript(expression: string): Promise<unknown> {
    const { session } = await this.#page
    const { result } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })
    return result.value
  }

  send(channel: string, ...args: unknown[]): void {
    this.#deliver({ channel, args: structuredClone(args) })
  }

  sendInputEvent({ type, keyCode, modifiers = [] }: Electron.KeyboardInputEvent): void {
    if (type !== "keyDown") return
    const held = modifiers.map((name) => ({ control: "Control", meta: "Meta", shift: "Shift" })[name as string] ?? name)
    void this.#page.then(({ page }) => page.keyboard.press([...held, keyCode.toLowerCase()].join("+")))
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#open = handler
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  async close(): Promise<void> {
    this.#destroyed = true
    await (await this.#page).page.close()
    this.emit("destroyed")
  }

  setSize(width: number, height: number): void {
    this.#page.then(({ page }) => page.setViewportSize({ width, height })).catch(() => {}) // the page is gone
  }

  async #connect(browser: Browser, preload: string) {
    const page = await browser.newPage(this)
    page.on("framenavigated", (frame) => {
      if (frame === page.mainFrame()) this.#url = schemes.fromWeb(page.url())
    })
    const session = await page.context().newCDPSession(page)
    const [binding, nonce] = [randomUUID(), randomUUID()]
    session.on("Runtime.executionContextCreated", ({ context }) => this.#origins.set(context.id, context.origin))
    session.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
      if (name === binding) void this.#receive(payload, this.#origins.get(executionContextId) ?? "")
    })
    session.on("Runtime.consoleAPICalled", ({ args: [first, second] }) => {
      if (first?.value === nonce) this.#receiver = second?.objectId
    })
    await session.send("Runtime.enable")
    await session.send("Runtime.addBinding", { name: binding })
    const source = `(${pageWorld.toString()})(${JSON.stringify({ binding, nonce })}, function (require, module) {
      const exports = module.exports
      ${readFileSync(preload, "utf8")}
    })`
    await session.send("Page.enable")
    await this.#refuseWindows(session)
    await session.send("Page.addScriptToEvaluateOnNewDocument", { source })
    return { page, session }
  }

  /** What a link opens is there before anybody can be asked: it is closed again. */
  async #refuseWindows(session: CDPSession): Promise<void> {
    session.on("Page.windowOpen", ({ url }) => this.#assertRefused(url))
    session.on("Target.targetCreated", ({ targetInfo: { openerId, targetId } }) => {
      if (openerId !== undefined) session.send("Target.closeTarget", { targetId }).catch(() => {}) // it is closed
    })
    await session.send("Target.setDiscoverTargets", { discover: true })
  }

  #assertRefused(url: string): void {
    const { action } = this.#open({ url: schemes.fromWeb(url) })
    if (action !== "deny") throw new Error("The stand-in for Electron opens no window for a page")
  }

  async #receive(payload: string, webOrigin: string): Promise<void> {
    const { type, id, channel, args } = read(payload)
    if (type === "open") return this.#assertRefused(channel)
    const origin = schemes.fromWeb(webOrigin)
    const event = { sender: this, senderFrame: { origin, url: `${origin}/`, parent: null } }
    if (type === "send") {
      ipcMain.receive(channel, event, args)
      return
    }
    try {
      this.#deliver({ reply: { id, value: await ipcMain.answer(channel, event, args) } })
    } catch (error) {
      this.#deliver({ reply: { id }, error: `Error invoking remote method '${channel}': ${String(error)}` })
    }
  }

  #deliver(message: object): void {
    if (this.#destroyed) throw new TypeError("Object has been destroyed")
    const text = JSON.stringify(message, (_key, member: unknown) =>
      member instanceof Uint8Array ? { "stand-in bytes": [...member] } : member,
    )
    const objectId = this.#receiver
    if (objectId === undefined) return
    const call = { objectId, functionDeclaration: "function (text) { this(text) }", arguments: [{ value: text }] }
    this.#page.then(({ session }) => session.send("Runtime.callFunctionOn", call)).catch(() => {}) // the page is gone
  }
}

function read(text: string) {
  return JSON.parse(text, (_key, member) =>
    Array.isArray(member?.["stand-in bytes"]) ? Uint8Array.from(member["stand-in bytes"]) : member,
  ) as { type: string; id: number; channel: string; args: unknown[] } // the page world's own words
}
