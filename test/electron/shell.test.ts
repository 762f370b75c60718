import { once } from "node:events"
import { existsSync } from "node:fs"
import { createServer } from "node:http"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { builtScreens, newShellPlace, type Shell, type ShellPlace } from "../support/shell.ts"
import type { Shown } from "../support/stand-in-electron/record-shell.ts"
import { membersOfLine, surface, tryToDial, tryToLeave } from "./in-page.ts"

let place: ShellPlace
let shell: Shell

beforeAll(async () => {
  place = await newShellPlace({ host: "test/support/fake-desktop-host.ts", screens: await builtScreens() })
})
afterAll(() => place[Symbol.asyncDispose]())
beforeEach(async () => {
  shell = await place.open()
})
afterEach(() => shell[Symbol.asyncDispose]())

describe("the app", () => {
  it("opens a window that shows the clusters, and only then shows the window", async () => {
    const page = await shell.page()
    await page.getByText("web", { exact: true }).first().waitFor()
    await page.getByText("db", { exact: true }).first().waitFor()
    const states = await shell.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => [window.isVisible(), window.isFocused()]),
    )
    expect(states).toEqual([[true, true]])
  })

  it("tells the browser what the screens may do", async () => {
    const page = await shell.page()
    const policy = await page.evaluate(async () => (await fetch("index.html")).headers.get("content-security-policy"))
    expect(policy).toContain("default-src 'none'; script-src 'self'")
    expect(policy).not.toContain("ws:")
    const files = await page.evaluate(
      async (paths) => {
        const answers = await Promise.all(paths.map((path) => fetch(path).catch(() => undefined)))
        return answers.map((answer) => answer?.status)
      },
      ["index.html", "nothing.js", "..%2f..%2fpackage.json", "%2e%2e/%2e%2e/package.json"],
    )
    expect(files).toEqual([200, 404, 404, 404])
  })
})

/** The lines of the tray's menu: "web (running): Open, Pause, Stop". */
function trayLines(): Promise<readonly string[]> {
  return shell.evaluate(() => {
    const { trayMenu } = (globalThis as unknown as { readonly shown: Shown }).shown
    const told = (menu: Electron.Menu | undefined) => (menu?.items ?? []).filter(({ type }) => type !== "separator")
    return told(trayMenu).map(({ label, submenu }) =>
      submenu
        ? `${label}: ${told(submenu)
            .map((item) => item.label)
            .join(", ")}`
        : label,
    )
  })
}

function clickTray(cluster: string, action: string): Promise<void> {
  return shell.evaluate(
    (_electron, wanted) => {
      const { trayMenu } = (globalThis as unknown as { readonly shown: Shown }).shown
      const of = trayMenu?.items.find(({ label }) => label.startsWith(wanted.cluster))
      const item = of?.submenu?.items.find(({ label }) => label === wanted.action)
      if (item === undefined) throw new Error(`There is no ${wanted.action} of ${wanted.cluster}`)
      item.click()
    },
    { cluster, action },
  )
}

describe("the tray", () => {
  it("lists the clusters, and starts and stops them", async () => {
    await eventually(async () =>
      expect(await trayLines()).toEqual([
        "Open Cove",
        "web (running): Open, Pause, Stop",
        "db (stopped): Open, Start",
        "Quit Cove",
      ]),
    )
    await clickTray("web", "Stop")
    await eventually(async () => expect(await trayLines()).toContain("web (stopped): Open, Start"))
    await clickTray("db", "Start")
    await eventually(async () => expect(await trayLines()).toContain("db (running): Open, Pause, Stop"))
  })

  it("opens a cluster's own screen", async () => {
    await eventually(async () => expect((await trayLines()).length).toBe(4))
    await clickTray("db", "Open")
    const page = await shell.page()
    await eventually(async () => expect(new URL(page.url()).hash).toBe("#/c/db/overview"))
  })
})

describe("what a page can reach", () => {
  it("is a bridge that can dial, and nothing else", async () => {
    const page = await shell.page()
    const found = await page.evaluate(surface)
    expect(found).toEqual({ ours: ["bridge"], bridge: ["dial"], frozen: true, nodejs: [] })
  })

  it("is a line of plain functions, which carry bytes", async () => {
    const page = await shell.page()
    const found = await page.evaluate(membersOfLine)
    expect(found.toSorted()).toEqual(["close: function", "onClose: function", "onMessage: function", "send: function"])
  })

  it("is nothing at all for a page from elsewhere", async () => {
    await using elsewhere = await serveElsewhere()
    const page = await shell.page()
    await shell.evaluate(({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.loadURL(url), elsewhere.url)
    await page.waitForURL(elsewhere.url)
    const said = await page.evaluate(tryToDial)
    expect(said).toContain("There is no line for this page")
    expect(shell.said()).toContain("Refused a line to a page that is not ours")
  })

  it("is no other place: nothing foreign is gone to, opened or embedded", async () => {
    await using elsewhere = await serveElsewhere()
    const page = await shell.page()
    await page.getByText("web", { exact: true }).first().waitFor()
    const before = page.url()
    expect(await page.evaluate(tryToLeave, elsewhere.url)).toBe(true)
    expect(page.url()).toBe(before)
    expect(elsewhere.asked).toEqual([])
    expect(await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })
})

/** A server of somebody else's, on this machine so that it answers without a network. */
async function serveElsewhere() {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    if (request.url !== "/") asked.push(request.url)
    response.setHeader("content-type", "text/html")
    response.end("<h1>Elsewhere</h1>")
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" ? address?.port : undefined
  return {
    asked,
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

describe("when the host dies", () => {
  it("the window says so, and recovers by itself", async () => {
    const page = await shell.page()
    await page.getByText("web", { exact: true }).first().waitFor()
    // Each time it dies it is started later; the window does not trouble anybody with what is over at once.
    for (let time = 0; time < 4; time++) process.kill(await eventually(hostPid), "SIGKILL")
    const banner = page.getByRole("status").filter({ hasText: "background process stopped" })
    await banner.waitFor()
    await banner.waitFor({ state: "detached" })
    await page.getByText("web", { exact: true }).first().waitFor()
    await eventually(async () => expect(await trayLines()).toContain("web (running): Open, Pause, Stop"))
  })
})

/** The process that runs the host now; rejects while there is none. */
async function hostPid(): Promise<number> {
  const processes = await shell.evaluate(({ app }) => app.getAppMetrics().map(({ name, pid }) => ({ name, pid })))
  const host = processes.find(({ name, pid }) => name === "Cove" && !killed.has(pid))
  if (host === undefined) throw new Error("There is no host")
  killed.add(host.pid)
  return host.pid
}

const killed = new Set<number>()

describe("one app", () => {
  it("shows its window and goes where a link leads when it is started again", async () => {
    const page = await shell.page()
    await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    const second = await place.open({ args: ["cove://cluster/db/r/core/v1/pods?namespace=default"] })
    expect(await second.ended).toBe(0)
    await eventually(async () => expect(new URL(page.url()).hash).toBe("#/c/db/r/core/v1/pods?namespace=default"))
    expect(await isFocused()).toBe(true)
  })

  it("stays in the tray when its window is closed, and ends when it is quit", async () => {
    await shell.page()
    await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    const visible = await shell.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isVisible()),
    )
    expect(visible).toEqual([false])
    await shell.evaluate(({ app }) => app.quit())
    expect(await shell.ended).toBe(0)
  })

  it("opens its window where it was", async () => {
    await shell.page()
    const bounds = { x: 40, y: 60, width: 1000, height: 700 }
    await shell.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted), bounds)
    await shell.evaluate(({ app }) => app.quit())
    await shell.ended
    await using again = await place.open()
    await again.page()
    const found = await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
    expect(found).toEqual(bounds)
  })

  it("shows the tray alone when the system starts it at login", async () => {
    await shell.evaluate(({ app }) => app.quit())
    await shell.ended
    await using hidden = await place.open({ args: ["--hidden"] })
    await eventually(async () => expect(await hidden.evaluate(() => "shown" in globalThis)).toBe(true))
    expect(await hidden.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  })
})

function isFocused(): Promise<boolean | undefined> {
  return shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused())
}

describe("settings and news", () => {
  it("has the system start it at login, or no longer", async () => {
    const file = join(place.folder, "autostart/cove.desktop")
    await shell.evaluate(({ app }) => app.quit())
    await shell.ended
    {
      await using _wanted = await place.open({ env: { FAKE_START_AT_LOGIN: "yes" } })
      await eventually(async () => expect(existsSync(file)).toBe(true))
    }
    await using _unwanted = await place.open()
    await eventually(async () => expect(existsSync(file)).toBe(false))
  })

  it("tells who does not look at the window what became of the work, and leads there", async () => {
    const page = await shell.page()
    await eventually(async () => expect((await trayLines()).length).toBe(4))
    await eventually(async () => expect(await isFocused()).toBe(true))
    await clickTray("web", "Stop")
    await eventually(async () => expect(await trayLines()).toContain("web (stopped): Open, Start"))
    expect(await notices()).toEqual([])
    await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await clickTray("web", "Start")
    await eventually(async () => expect(await notices()).toEqual(["“web” is running"]))
    await shell.evaluate(() => {
      const { notices: shown } = (globalThis as unknown as { readonly shown: Shown }).shown
      shown[0]?.emit("click", {} as never)
    })
    await eventually(async () => expect(new URL(page.url()).hash).toBe("#/c/web/overview"))
  })
})

function notices(): Promise<readonly string[]> {
  return shell.evaluate(() =>
    (globalThis as unknown as { readonly shown: Shown }).shown.notices.map(({ title }) => title),
  )
}
