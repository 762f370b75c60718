import { existsSync } from "node:fs"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { builtScreens, newShellPlace, type Shell, type ShellPlace } from "../support/shell.ts"
import { hideWindow, hostPid, isFocused, quit, trayLines } from "./in-main.ts"

let place: ShellPlace
let shell: Shell

beforeAll(async () => {
  place = await newShellPlace({ host: "test/support/fake-desktop-host.ts", screens: await builtScreens() })
})
afterAll(() => place?.[Symbol.asyncDispose]())
beforeEach(async () => {
  shell = await place.open()
})
afterEach(() => shell?.[Symbol.asyncDispose]())

describe("when the host dies", () => {
  it("the window says so, and recovers by itself", async () => {
    const page = await shell.page()
    await page.getByText("web", { exact: true }).first().waitFor()
    // Each time it dies it is started later; the window does not trouble anybody with what is over at once.
    const killed: number[] = []
    for (let time = 0; time < 4; time++) {
      const pid = await eventually(() => hostPid(shell, killed))
      killed.push(pid)
      process.kill(pid, "SIGKILL")
    }
    const banner = page.getByRole("status").filter({ hasText: "background process stopped" })
    await banner.waitFor()
    await banner.waitFor({ state: "detached" })
    await page.getByText("web", { exact: true }).first().waitFor()
    await eventually(async () => expect(await trayLines(shell)).toContain("web (running): Open, Pause, Stop"))
  })
})

describe("one app", () => {
  it("shows its window and goes where a link leads when it is started again", async () => {
    const page = await shell.page()
    await hideWindow(shell)
    expect(await place.startAgain(["cove://cluster/db/r/core/v1/pods?namespace=default"])).toBe(0)
    await eventually(() => expect(new URL(page.url()).hash).toBe("#/c/db/r/core/v1/pods?namespace=default"))
    expect(await isFocused(shell)).toBe(true)
  })

  it("stays in the tray when its window is closed, ends when it is quit, and opens where it was", async () => {
    await shell.page()
    const bounds = { x: 40, y: 60, width: 1000, height: 700 }
    await shell.evaluate(({ BrowserWindow }, wanted) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setBounds(wanted)
      window?.close()
    }, bounds)
    expect(
      await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible())),
    ).toEqual([false])
    expect(await quit(shell)).toBe(0)
    await using again = await place.open()
    await again.page()
    const found = await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
    expect(found).toEqual(bounds)
  })

  it("starts at login when that is wanted, with the tray alone", async () => {
    const file = join(place.folder, "autostart/cove.desktop")
    await quit(shell)
    {
      await using wanted = await place.open({ args: ["--hidden"], env: { FAKE_START_AT_LOGIN: "yes" } })
      await eventually(() => expect(existsSync(file)).toBe(true))
      expect(await wanted.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
    }
    await using _unwanted = await place.open({ args: ["--hidden"] })
    await eventually(() => expect(existsSync(file)).toBe(false))
  })
})
