import { createReadStream } from "node:fs"
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { text } from "node:stream/consumers"
import { createGunzip } from "node:zlib"
import { extract } from "tar-stream"
import { afterEach, beforeEach, expect, it } from "vitest"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import type { ClusterDeps } from "../../cluster/deps.ts"
import { homeAt } from "../../cluster/home.ts"
import { planProfile } from "../../cluster/profile/plan.ts"
import { ProfileStore } from "../../cluster/profile/profile-store.ts"
import { type Driver, DriverError } from "../../drivers/driver.ts"
import type { TransportRequest } from "../../machinery/api/transport.ts"
import type { DesktopDeps } from "../deps.ts"
import { defaultSettings } from "../settings/default-settings.ts"
import { collectDiagnostics } from "./collect-diagnostics.ts"

const machine = { cpus: 4, memoryMiB: 8192 }
const key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----\n"
const token = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"
const password = "hunter2"

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cove-diagnostics-"))
  await writeFile(join(folder, "ca.key"), key)
  await writeFile(join(folder, "dashboard.json"), JSON.stringify({ processId: 1, port: 1, token }))
  await writeFile(join(folder, "dashboard.log"), `Serves http://127.0.0.1:1/#token=${token}\n`)
  await writeProfile("web", true)
  await writeProfile("old", false)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function writeProfile(name: string, docker: boolean): Promise<void> {
  const facts = { name, subnet: "192.168.99.0/24", machine, kubeconfig: "/h/.kube/config", now: "2026-01-01T00:00:00Z" }
  const profile = planProfile({}, { ...facts, driver: docker ? "docker" : "native", existing: undefined })
  await new ProfileStore(homeAt(folder)).write(profile)
}

/** Its one node runs, and says too much. */
const driver: Pick<Driver, "list" | "exec"> = {
  list: async (cluster = "web") => [
    { name: "web", cluster, address: "192.168.99.100", running: true, paused: false, image: "0" },
  ],
  exec: async (_node, _command, { stdout }) => {
    stdout?.write(`kubelet read ${key}and "Authorization: Bearer ${token}"\n`)
    return 0
  },
}

/** The API server lists one pod, with a secret in its environment, and answers nothing else. */
async function request({ path }: TransportRequest) {
  if (!path.startsWith("/api/v1/pods")) throw new Error("connect ECONNREFUSED 192.168.99.100:8443")
  const container = { name: "c", image: "web:1", env: [{ name: "PASS", value: password }], args: [password] }
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web-1", namespace: "default", annotations: { note: password } },
    spec: { containers: [container], nodeName: "web" },
    status: { phase: "Pending", reason: "ImagePullBackOff" },
  }
  const list = { apiVersion: "v1", kind: "PodList", metadata: { resourceVersion: "1" }, items: [pod] }
  const body = Buffer.from(JSON.stringify(list))
  return { status: 200, headers: { "content-type": "application/json" }, body: [body], bytes: async () => body }
}

function newDeps(clock = new FakeClock()): DesktopDeps {
  const cluster = {
    home: homeAt(folder),
    clock,
    machine,
    kubeconfig: "/h/.kube/config",
    openDriver: async (name: string) => {
      if (name !== "docker") throw new DriverError("No node can run here: runc is missing", { advice: "" })
      return driver
    },
    checkDrivers: async () => [{ name: "native", health: { healthy: false, reason: "runc is missing", advice: "" } }],
    openTransport: () => ({ request, close: () => {} }),
  } as unknown as ClusterDeps // all that is asked for
  const programs = { cove: ["cove"], shell: "/bin/sh", environment: {} } as const
  const shell = { kind: "browser" } as const
  const { signal } = new AbortController()
  const explain = (error: unknown) => ({ id: "", message: String(error), advice: "" })
  const random = new SeededRandom(1)
  return { cluster, clock, random, log: silentLog, version: "0.1.0", shell, programs, explain, signal }
}

const inputs = {
  settings: {
    ...defaultSettings(machine),
    proxy: { http: `http://me:${password}@proxy:3128`, https: "", noProxy: "" },
  },
  operations: [],
  signal: new AbortController().signal,
}

async function unpack(file: string): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {}
  for await (const entry of createReadStream(file).pipe(createGunzip()).pipe(extract())) {
    texts[entry.header.name] = await text(entry)
  }
  return texts
}

it("gathers what is known and what is said, each in a file of its own", async () => {
  const { file, bytes } = await collectDiagnostics(newDeps(), inputs)
  expect(basename(file)).toBe("cove-diagnostics-20260101-000000.tar.gz")
  const { size, mode } = await stat(file)
  expect([size, mode & 0o777]).toEqual([bytes, 0o600])
  expect(Object.keys(await unpack(file))).toEqual(
    [
      "about.json",
      "drivers.json",
      "dashboard.log",
      "settings.json",
      "operations.json",
      "clusters/old/problem.txt",
      "clusters/web/profile.json",
      "clusters/web/nodes.json",
      "clusters/web/logs/web.txt",
      "clusters/web/api/nodes.json",
      "clusters/web/api/pods.json",
      "clusters/web/api/events.json",
    ].map((path) => `cove-diagnostics/${path}`),
  )
})

it("tells in its place what could not be had", async () => {
  const texts = await unpack((await collectDiagnostics(newDeps(), inputs)).file)
  expect(texts["cove-diagnostics/clusters/old/problem.txt"]).toBe("No node can run here: runc is missing")
  expect(texts["cove-diagnostics/clusters/web/api/events.json"]).toContain("ECONNREFUSED")
  expect(JSON.parse(texts["cove-diagnostics/clusters/web/api/pods.json"] ?? "")).toMatchObject([
    { name: "default/web-1", node: "web", containers: [{ name: "c", image: "web:1" }], reason: "ImagePullBackOff" },
  ])
})

it("has no key, no token and no password in it", async () => {
  const all = Object.values(await unpack((await collectDiagnostics(newDeps(), inputs)).file)).join("\n")
  expect(all).toContain("kubelet read (a private key)")
  for (const secret of ["PRIVATE KEY", "MIIEvQ", token, password]) expect(all).not.toContain(secret)
})

it("keeps the last few archives", async () => {
  const clock = new FakeClock()
  for (let count = 0; count < 7; count++) {
    await collectDiagnostics(newDeps(clock), inputs)
    await clock.advance(1_000)
  }
  expect(await readdir(join(folder, "diagnostics"))).toEqual(
    [2, 3, 4, 5, 6].map((second) => `cove-diagnostics-20260101-00000${second}.tar.gz`),
  )
})
