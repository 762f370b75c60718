import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { findElectron } from "../../core/cmd/desktop/find-electron.ts"
import { extractAsar } from "../support/asar.ts"
import { openShellAt } from "../support/shell.ts"

const run = promisify(execFile)
const root = join(import.meta.dirname, "../..")
const resources = join(root, "out/linux-unpacked/resources")
const cove = join(resources, "cove")

let folder = ""
let archived: readonly string[] = []

beforeAll(async () => {
  await run(process.execPath, [join(root, "electron/package.ts")], { cwd: root })
  folder = await mkdtemp(join(tmpdir(), "cove-packaged-"))
  archived = await extractAsar(join(resources, "app.asar"), join(folder, "app"))
})
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))

describe.runIf(process.platform === "linux")("the packaged app", () => {
  it("has the shell, the screens and what has machine code in its archive, and no sources", () => {
    const kinds = new Set(
      archived.map((path) => path.replace(/^(dist\/\w+|node_modules\/@?[\w-]+|resources\/\w+)\/.*/, "$1")),
    )
    expect([...kinds].toSorted()).toEqual([
      "dist/electron",
      "dist/renderer",
      "node_modules/@lydell",
      "package.json",
      "resources/icons",
    ])
    expect(archived).toEqual(expect.arrayContaining(["dist/electron/main.mjs", "dist/electron/preload.cjs"]))
    expect(archived.filter((path) => /\.(ts|map)$/.test(path))).toEqual([])
  })

  it("has what nodes are made of, with Node.js for them, beside it", async () => {
    for (const path of [
      "programs/kubelet.mjs",
      "resources/node-image",
      `node_modules/node-linux-${process.arch}/bin/node`,
    ])
      expect(existsSync(join(cove, path)), path).toBe(true)
  })

  it("can be made to run nobody else's code", async () => {
    const { version: _, ...wire } = await getCurrentFuseWire(join(resources, "../cove-desktop"))
    const enabled = Object.entries(wire).flatMap(([fuse, state]) =>
      state === FuseState.ENABLE ? [FuseV1Options[Number(fuse)]] : [],
    )
    expect(enabled).toEqual([
      "EnableCookieEncryption",
      "EnableEmbeddedAsarIntegrityValidation",
      "OnlyLoadAppFromAsar",
      "WasmTrapHandlers",
    ])
  })

  it("brings the command line that its terminals run", async () => {
    const nodejs = join(cove, `node_modules/node-linux-${process.arch}/bin/node`)
    const { stdout } = await run(nodejs, [join(cove, "core/cmd/cove.mjs"), "profile", "list"], {
      env: { PATH: process.env["PATH"], COVE_HOME: join(folder, "home") },
    })
    expect(stdout).toContain("PROFILE")
  })

  it.runIf(findElectron(root) === undefined)("shows a home without clusters, with its own host", async () => {
    await using shell = await openShellAt(join(folder, "app"), { STAND_IN_RESOURCES: resources })
    const page = await shell.page()
    await page.getByText("Make your first cluster").waitFor()
    expect(await page.getByRole("status").filter({ hasText: "background process stopped" }).count()).toBe(0)
    expect(shell.said()).not.toContain("could not")
  })
})
