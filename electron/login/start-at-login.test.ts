import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { setStartAtLogin } from "./start-at-login.ts"

let folder = ""
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cove-login-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function setUp(platform: NodeJS.Platform) {
  const told: unknown[] = []
  const options = {
    app: { setLoginItemSettings: (settings: unknown) => void told.push(settings) },
    platform,
    command: ["/opt/My $Apps/cove", "100%"] as const,
    autostartFile: join(folder, "autostart/cove.desktop"),
  }
  return { told, options }
}

describe("starting at login", () => {
  it("is a file on Linux, with the command quoted", () => {
    const { told, options } = setUp("linux")
    setStartAtLogin(true, options)
    expect(readFileSync(options.autostartFile, "utf8")).toContain('Exec="/opt/My \\$Apps/cove" "100%%" "--hidden"\n')
    setStartAtLogin(false, options)
    setStartAtLogin(false, options)
    expect(existsSync(options.autostartFile)).toBe(false)
    expect(told).toEqual([])
  })

  it("is the system's own setting elsewhere", () => {
    const { told, options } = setUp("darwin")
    setStartAtLogin(true, options)
    expect(told).toEqual([{ openAtLogin: true, path: "/opt/My $Apps/cove", args: ["100%", "--hidden"] }])
    expect(existsSync(options.autostartFile)).toBe(false)
  })
})
