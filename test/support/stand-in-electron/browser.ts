import { join } from "node:path"
import { type BrowserContext, chromium, type Page, type Route } from "playwright-core"
import { schemes } from "./schemes.ts"
import { newEvent } from "./strict.ts"

/** What a page of a window is asked before it goes anywhere. */
export interface PageOwner {
  /** Set while main itself loads something. */
  readonly loading: boolean
  emit(event: string, ...args: unknown[]): boolean
}

/** The one browser whose pages are the windows. Schemes of the app's own are addresses below `.test` in it. */
export class Browser {
  readonly #owners = new Map<Page, PageOwner>()
  readonly #context: Promise<BrowserContext>

  constructor(userData: string, debuggingPort: number) {
    this.#context = this.#launch(userData, debuggingPort)
  }

  async ready(): Promise<void> {
    await this.#context
  }

  async newPage(owner: PageOwner): Promise<Page> {
    const context = await this.#context
    const page = await context.newPage()
    this.#owners.set(page, owner)
    page.on("close", () => this.#owners.delete(page))
    return page
  }

  async close(): Promise<void> {
    await (await this.#context).close()
  }

  async #launch(userData: string, debuggingPort: number): Promise<BrowserContext> {
    const context = await chromium.launchPersistentContext(join(userData, "chromium"), {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", `--remote-debugging-port=${debuggingPort}`],
      headless: true,
      locale: "en-US",
    })
    await context.route("**/*", (route) => this.#answer(route))
    return context
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const url = schemes.fromWeb(request.url())
    if (request.isNavigationRequest() && this.#refuses(route, url)) return route.abort("aborted")
    const handler = schemes.handlerOf(url)
    if (handler === undefined) return URL.parse(url)?.hostname.endsWith(".test") ? route.abort() : route.continue()
    const response = await handler(new Request(url, { method: request.method() }))
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  }

  #refuses(route: Route, url: string): boolean {
    const frame = frameOf(route)
    const owner = frame === undefined ? undefined : this.#owners.get(frame.page())
    if (frame === undefined || owner === undefined) return true // a window that a page opened, and that is closed again
    if (owner.loading) return false
    const isMainFrame = frame.parentFrame() === null
    const events = [newEvent({ url, isMainFrame })]
    if (isMainFrame) events.push(newEvent({ url, isMainFrame }))
    for (const [at, event] of events.entries()) owner.emit(at === 0 ? "will-frame-navigate" : "will-navigate", event)
    return events.some(({ defaultPrevented }) => defaultPrevented)
  }
}

/** A window that was just opened has no frame yet. */
function frameOf(route: Route) {
  try {
    return route.request().frame()
  } catch {
    return undefined
  }
}
