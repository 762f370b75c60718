import { spawn } from "node:child_process"
import { mkdir, readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { join } from "node:path"
import { createInterface } from "node:readline"
import type { AxeResults } from "axe-core"
import { type Browser, chromium, type Page } from "playwright-core"
import { environment, root } from "./cove.ts"

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
  /** Ends the process that serves them, at once, and gives a way to bring it back under the same address. */
  killHost(): Promise<void>
  startHost(): Promise<void>
}

export async function openScreens(env: Readonly<Record<string, string>>): Promise<Screens> {
  await mkdir(pictures, { recursive: true })
  let host = await serve(env)
  const browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" })
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on("pageerror", (error) => complaints.push(`${error}`))
  page.on("console", (message) => {
    if (message.type() === "error" && !/WebSocket connection/.test(message.text())) complaints.push(message.text())
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
      host = await serve(env, host)
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await host.kill()
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
  readonly port: string
  kill(): Promise<void>
}

/** `cove dashboard` in the foreground, once it has said its address. */
async function serve(env: Readonly<Record<string, string>>, like?: Host): Promise<Host> {
  const same = like === undefined ? [] : ["--port", like.port]
  const child = spawn(process.execPath, [join(root, "core/cmd/cove.ts"), "dashboard", "--url", ...same], {
    env: { ...environment(), ...env },
    stdio: ["ignore", "pipe", "inherit"],
  })
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()))
  for await (const line of createInterface(child.stdout)) {
    const found = /http:\/\/127\.0\.0\.1:(\d+)\/\S*/.exec(line)
    if (found === null) continue
    const [url, port = ""] = found
    child.stdout.resume()
    return {
      url,
      port,
      kill: async () => {
        child.kill("SIGKILL")
        await ended
      },
    }
  }
  throw new Error("`cove dashboard` ended without an address")
}

const themes = ["light", "dark"] as const

async function inBothThemes(page: Page, look: (theme: (typeof themes)[number]) => Promise<void>): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" })
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: "attached" })
    await look(theme)
  }
}

/** By evaluation, not as a script of the page: the page's policy allows no foreign ones. */
async function violations(page: Page): Promise<readonly string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
  await page.evaluate(source)
  const results = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults // axe's own
  return results.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}) at ${target.join(" ")}: ${failureSummary}`),
  )
}
