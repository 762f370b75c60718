import { spawn } from "node:child_process"
import { readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { WebSocket } from "ws"
import type { ClusterSummary } from "../../core/bridge/contract/clusters.ts"
import { environment, root } from "../support/cove.ts"
import { leftovers } from "../support/leftovers.ts"
import { type OwnHome, ownHome } from "../support/own-home.ts"
import { drivers } from "../support/test-cluster.ts"

const driver = drivers.at(-1) ?? "native"
const profile = "dashboard"
/** As `npm start`, on a machine without a display. */
const start = ["start", "--dashboard", "-p", profile, "--driver", driver, "--memory", "2g", "--cpus", "1"]
const noDisplay = { DISPLAY: "", WAYLAND_DISPLAY: "" }
const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}/

describe(`the dashboard of a home with a cluster on the ${driver} driver`, () => {
  let home: OwnHome
  let url = ""
  let processId = 0

  beforeAll(async () => {
    home = await ownHome("dashboard")
    const { code, stdout } = await home.cove(start, { env: noDisplay })
    expect([code, stdout]).toEqual([0, expect.stringMatching(/is ready/)])
    url = address.exec(stdout.trim().split("\n").at(-1) ?? "")?.[0] ?? ""
  })
  afterAll(() => home?.remove())

  it("is told of at the end of the start, and shows the screens", async () => {
    expect(url).toMatch(address)
    const page = await fetch(url)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')])
  })

  it("shows the cluster, and no key of it", async () => {
    const [cluster] = await firstItem<readonly ClusterSummary[]>(url, "clusters.watch")
    expect(cluster).toMatchObject({ name: profile, driver, memoryMiB: 2048, nodes: [{ state: "running" }] })
    expect(JSON.stringify(cluster)).not.toMatch(/BEGIN|token/)
  })

  it("keeps its address where only its owner can read it", async () => {
    const file = join(home.folder, "dashboard.json")
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const place = JSON.parse(await readFile(file, "utf8")) as { processId: number; token: string } // as just written
    expect(url).toContain(place.token)
    ;({ processId } = place)
    expect(isRunning(processId)).toBe(true)
  })

  it("is found again by the next start, which says that the cluster is running", async () => {
    const { code, stdout } = await home.cove(start, { env: noDisplay })
    expect(code).toBe(0)
    expect(stdout).toMatch(/is running/)
    expect(stdout).toContain(url)
  })

  it("is found by `cove dashboard --background`", async () => {
    expect(await home.cove(["dashboard", "--background", "--url"])).toMatchObject({ code: 0, stdout: `${url}\n` })
  })

  it("is at the same address after it was killed, so that screens find it again", async () => {
    process.kill(processId, "SIGKILL")
    expect(await home.cove(["dashboard", "--background", "--url"])).toMatchObject({ code: 0, stdout: `${url}\n` })
    ;({ processId } = JSON.parse(await readFile(join(home.folder, "dashboard.json"), "utf8")) as { processId: number })
  })

  it("is another one in the foreground, until Ctrl-C", async () => {
    const args = [join(root, "core/cmd/cove.ts"), "dashboard", "--url"]
    const child = spawn(process.execPath, args, {
      env: { ...environment(), ...home.env },
      stdio: ["ignore", "pipe", "inherit"],
    })
    const ended = new Promise((resolve) => child.on("close", resolve))
    const said = await new Promise<string>((resolve) => child.stdout.once("data", (text) => resolve(String(text))))
    expect(said).toMatch(address)
    expect(said.trim()).not.toBe(url)
    expect((await fetch(said)).status).toBe(200)
    child.kill("SIGINT")
    expect(await ended).toBe(0)
    await expect(fetch(said)).rejects.toThrow()
  })

  it("says so when its port is taken", async () => {
    const { code, stderr } = await home.cove(["dashboard", "--url", "--port", new URL(url).port])
    expect([code, stderr]).toEqual([89, expect.stringContaining("cannot have port")])
  })

  it("ends with the last cluster of its home, and leaves nothing behind", async () => {
    expect(await home.cove(["delete", "--all"])).toMatchObject({ code: 0 })
    expect(isRunning(processId)).toBe(false)
    expect(await leftovers(home.folder, profile)).toEqual([])
  })
})

/** As the screens ask for it. */
function firstItem<T>(url: string, method: string): Promise<T> {
  const { host, origin, hash } = new URL(url)
  const token = hash.slice("#token=".length)
  const socket = new WebSocket(`ws://${host}/bridge`, ["cove.bridge", `token.${token}`], { origin })
  return new Promise((resolve, reject) => {
    socket.on("error", reject)
    socket.on("open", () => socket.send(JSON.stringify({ type: "open", id: 1, method, credit: 1 })))
    socket.on("message", (text) => {
      resolve((JSON.parse(String(text)) as { value: T }).value) // of the method's type
      socket.close()
    })
  })
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch {
    return false
  }
}
