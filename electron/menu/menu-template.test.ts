import { describe, expect, it } from "vitest"
import { menuTemplate } from "./menu-template.ts"

function setUp(platform: NodeJS.Platform, development = false) {
  const done: unknown[] = []
  const template = menuTemplate({
    platform,
    development,
    clusters: ["web", "db"],
    go: (route) => void done.push(route),
    press: (shortcut) => void done.push(shortcut),
  })
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
  const click = (label: string) => {
    const run = items.find((item) => item.label === label)?.click as (() => void) | undefined // ours take nothing
    expect(run).toBeDefined()
    run?.()
  }
  return { template, items, done, click }
}

describe("the application's menu", () => {
  it("has the app's own menu on macOS, with settings and quit in it, and in File elsewhere", () => {
    expect(setUp("darwin").template.map(({ label, role }) => label ?? role)).toEqual([
      "Cove",
      "File",
      "editMenu",
      "View",
      "Go to",
      "windowMenu",
      "help",
    ])
    for (const platform of ["linux", "win32"] as const) {
      const [file] = setUp(platform).template
      expect(file?.label).toBe("File")
      const items = Array.isArray(file?.submenu) ? file.submenu : []
      expect(items.map(({ label, role }) => label ?? role)).toEqual(["Settings…", undefined, "close", "quit"])
    }
  })

  it("goes to each cluster", () => {
    const { click, done } = setUp("linux")
    click("db")
    expect(done).toEqual(["#/c/db/overview"])
  })

  it("leaves keys that the screens know to the screens, and presses them when it is clicked", () => {
    const { items, done, click } = setUp("linux")
    const palette = items.find(({ label }) => label === "Command Palette…")
    expect(palette).toMatchObject({ accelerator: "CmdOrCtrl+K", registerAccelerator: false })
    click("Command Palette…")
    expect(done).toEqual([{ keyCode: "K", modifiers: ["mod"] }])
  })

  it("has the developer's tools only where the app is worked on", () => {
    expect(setUp("linux", true).items.map(({ role }) => role)).toContain("toggleDevTools")
    expect(setUp("linux", false).items.map(({ role }) => role)).not.toContain("toggleDevTools")
  })
})
