import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { builtScreens, newShellPlace, type Shell, type ShellPlace } from "../support/shell.ts"
import { serveElsewhere } from "./elsewhere.ts"
import { clickNotice, clickTray, hideWindow, isFocused, notices, trayLines } from "./in-main.ts"
import { membersOfLine, surface, tryToDial, tryToLeave } from "./in-page.ts"

let place: ShellPlace
let shell: Shell
let page: Page

beforeAll(async () => {
  place = await newShellPlace({ host: "test/support/fake-desktop-host.ts", screens: await builtScreens() })
  shell = await place.open()
  page = await shell.page()
})
afterAll(async () => {
  await shell?.[Symbol.asyncDispose]()
  await place?.[Symbol.asyncDispose]()
})

const showsClusters = () => page.getByText("web", { exact: true }).first().waitFor()

describe("the window", () => {
  it("shows the clusters, and is shown when it has something to show", async () => {
    await showsClusters()
    await page.getByText("db", { exact: true }).first().waitFor()
    await eventually(async () => expect(await isFocused(shell)).toBe(true))
  })

  it("presses keys in the screens when the menu is clicked", async () => {
    await shell.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? [])
      items?.find(({ label }) => label === "Command Palette…")?.click()
    })
    await page.getByRole("dialog").waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("dialog").waitFor({ state: "detached" })
  })

  it("tells the browser what the screens may do, and has nothing but the screens", async () => {
    const policy = await page.evaluate(async () => (await fetch("index.html")).headers.get("content-security-policy"))
    expect(policy).toContain("default-src 'none'; script-src 'self'")
    expect(policy).not.toContain("ws:")
    const paths = ["index.html", "nothing.js", "..%2f..%2fpackage.json", "%2e%2e/%2e%2e/package.json", "%ff.js"]
    const answers = await page.evaluate(
      (asked) => Promise.all(asked.map((path) => fetch(path))).then((all) => all.map(({ status }) => status)),
      paths,
    )
    expect(answers).toEqual([200, 404, 404, 404, 404])
  })
})

describe("what a page can reach", () => {
  it("is a line of plain functions", async () => {
    const found = await page.evaluate(membersOfLine)
    expect(found.toSorted()).toEqual(["close: function", "onClose: function", "onMessage: function", "send: function"])
  })

  it("is no other place: nothing foreign is gone to, opened or embedded", async () => {
    await using elsewhere = await serveElsewhere()
    await showsClusters()
    const before = page.url()
    expect(await page.evaluate(tryToLeave, elsewhere.url)).toBe(true)
    expect(page.url()).toBe(before)
    expect(elsewhere.asked).toEqual([])
    expect(await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it("is a bridge that can dial, and through it nothing at all for a page from elsewhere", async () => {
    await using elsewhere = await serveElsewhere()
    const before = await shell.evaluate(async ({ BrowserWindow }, url) => {
      const [window] = BrowserWindow.getAllWindows()
      const own = window?.webContents.getURL() ?? ""
      await window?.loadURL(url)
      return own
    }, elsewhere.url)
    await page.waitForURL(elsewhere.url)
    expect(await page.evaluate(surface)).toEqual({ ours: ["bridge"], bridge: ["dial"], frozen: true, nodejs: [] })
    expect(await page.evaluate(tryToDial)).toContain("There is no line for this page")
    expect(shell.said()).toContain("Refused a line to a page that is not ours")
    await shell.evaluate(({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.loadURL(url), before)
    await showsClusters()
  })
})

describe("the tray", () => {
  it("lists the clusters, and starts and stops them", async () => {
    await eventually(async () =>
      expect(await trayLines(shell)).toEqual([
        "Open Cove",
        "web (running): Open, Pause, Stop",
        "db (stopped): Open, Start",
        "Quit Cove",
      ]),
    )
    await clickTray(shell, "db", "Start")
    await eventually(async () => expect(await trayLines(shell)).toContain("db (running): Open, Pause, Stop"))
    await clickTray(shell, "db", "Stop")
    await eventually(async () => expect(await trayLines(shell)).toContain("db (stopped): Open, Start"))
  })

  it("opens a cluster's own screen", async () => {
    await clickTray(shell, "db", "Open")
    await eventually(() => expect(new URL(page.url()).hash).toBe("#/c/db/overview"))
  })
})

describe("notifications", () => {
  it("tell who does not look at the window what became of the work, and lead there", async () => {
    await eventually(async () => expect(await isFocused(shell)).toBe(true))
    await clickTray(shell, "web", "Stop")
    await eventually(async () => expect(await trayLines(shell)).toContain("web (stopped): Open, Start"))
    expect(await notices(shell)).toEqual([])
    await hideWindow(shell)
    await clickTray(shell, "web", "Start")
    await eventually(async () => expect(await notices(shell)).toEqual(["“web” is running"]))
    await clickNotice(shell, "“web” is running")
    await eventually(() => expect(new URL(page.url()).hash).toBe("#/c/web/overview"))
    expect(await isFocused(shell)).toBe(true)
  })
})
