import { mkdir, readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { join } from "node:path"
import type { AxeResults } from "axe-core"
import { type Browser, chromium, type Page } from "playwright-core"
import { home, mustCove, root } from "./cove.ts"
import type { OwnHome } from "./own-home.ts"

/** Where pictures of every screen go, to be looked at. */
export const pictures = join(root, "build/screenshots")

/** The screens in a real browser, served as `cove dashboard` serves them. */
export interface Screens extends AsyncDisposable {
  readonly page: Page
  /** Everything the browser complained about: errors of the page, and what its policy refused. */
  readonly complaints: readonly string[]
  /** A picture in light and one in dark: `<name>-light.png`, `<name>-dark.png`. */
  picture(name: string): Promise<void>
  /** What axe finds, a line each, in light and in dark. */
  accessibility(): Promise<readonly string[]>
  /** Ends the process that serves them, at once. */
  killHost(): void
  /** Brings it back, as `cove dashboard` does: at the same address. */
  startHost(): Promise<void>
}

/** How long something may take to be there; what takes longer is missing. */
const patienceMs = 30_000

/** What the browser itself says while the host is looked for: no fault of the page. */
const isHostAway = /WebSocket connection|net::ERR_CONNECTION_REFUSED/

type Served = Pick<OwnHome, "env">

export async function openScreens(served: Served): Promise<Screens> {
  await mkdir(pictures, { recursive: true })
  let host = await serve(served)
  const browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" })
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  const complaints: string[] = []
  page.on("pageerror", (error) => complaints.push(`${error}`))
  page.on("console", (message) => {
    if (message.type() === "error" && !isHostAway.test(message.text())) complaints.push(message.text())
  })
  await page.goto(host.url)
  return {
    page,
    complaints,
    picture: (name) =>
      inBothThemes(
        page,
        async (theme) => void (await page.screenshot({ path: join(pictures, `${name}-${theme}.png`) })),
      ),
    accessibility: async () => {
      const found: string[] = []
      await inBothThemes(page, async (theme) => {
        for (const line of await violations(page)) found.push(`${theme}: ${line}`)
      })
      return found
    },
    killHost: () => host.kill(),
    startHost: async () => {
      host = await serve(served)
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      host.kill()
    },
  }
}

/** Chromium as Debian has it, or as COVE_CHROMIUM says. As root it has no sandbox of its own. */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
  return chromium.launch({
    executablePath: process.env["COVE_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", ...quiet, ...args],
  })
}

interface Host {
  readonly url: string
  /** As when it crashes. */
  kill(): void
}

/** `cove dashboard --background`: after a crash it is found at its address again. */
async function serve({ env }: Served): Promise<Host> {
  const url = (await mustCove(["dashboard", "--background", "--url"], { env })).trim()
  const file = await readFile(join(env["COVE_HOME"] ?? home, "dashboard.json"), "utf8")
  const { processId } = JSON.parse(file) as { processId: number } // as just written
  return { url, kill: () => void process.kill(processId, "SIGKILL") }
}

const themes = ["light", "dark"] as const

async function inBothThemes(page: Page, look: (theme: (typeof themes)[number]) => Promise<void>): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" })
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: "attached" })
    await look(theme)
  }
}

/** A tooltip belongs to no part of the page, which axe would have everything do. */
const checked = JSON.stringify({
  include: [["html"]],
  exclude: [["[data-radix-popper-content-wrapper]:has([role=tooltip])"]],
})

/** By evaluation, not as a script of the page: the page's policy allows no foreign ones. */
async function violations(page: Page): Promise<readonly string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
  await page.evaluate(source)
  const results = (await page.evaluate(`axe.run(${checked}, { resultTypes: ['violations'] })`)) as AxeResults // axe's own
  return results.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}) at ${target.join(" ")}: ${failureSummary}`),
  )
}
