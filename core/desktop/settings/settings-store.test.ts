import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Clock } from "../../base/clock.ts"
import { type LogRecord, newLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { homeAt } from "../../cluster/home.ts"
import { systemClock } from "../../host/clock.ts"
import { defaultSettings } from "./default-settings.ts"
import { SettingsStore, settingsFile, unreadableFile } from "./settings-store.ts"

const machine = { cpus: 8, memoryMiB: 16_000 }
const defaults = defaultSettings(machine)

describe("SettingsStore", () => {
  let folder: string
  let stop: AbortController
  let said: LogRecord[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "cove-settings-"))
    stop = new AbortController()
    said = []
  })
  afterEach(async () => {
    stop.abort()
    await rm(folder, { recursive: true, force: true })
  })

  function newStore(clock: Clock = new FakeClock()): SettingsStore {
    const log = newLog((record) => said.push(record))
    return new SettingsStore({
      cluster: { home: homeAt(folder), machine },
      clock,
      log,
      signal: stop.signal,
    })
  }

  const file = () => settingsFile(homeAt(folder))

  it("begins with what `cove start` makes", async () => {
    expect(await newStore().read()).toEqual({
      theme: "system",
      driver: "auto",
      nodes: 1,
      cpus: 2,
      memoryMiB: 4096,
      kubeconfig: "",
      proxy: { http: "", https: "", noProxy: "" },
      startAtLogin: false,
      notifications: true,
      shell: "",
    })
  })

  it("changes what is named, and answers all", async () => {
    const store = newStore()
    expect(await store.change({ theme: "dark", nodes: undefined })).toEqual({ ...defaults, theme: "dark" })
    expect(await store.change({ cpus: 3 })).toEqual({ ...defaults, theme: "dark", cpus: 3 })
  })

  it("writes down only what differs from the defaults, for its owner's eyes", async () => {
    const store = newStore()
    await store.change({ theme: "dark", cpus: 3 })
    await store.change({ cpus: defaults.cpus })
    expect(JSON.parse(await readFile(file(), "utf8"))).toEqual({ theme: "dark" })
    expect((await stat(file())).mode & 0o777).toBe(0o600)
  })

  it("goes back to the defaults", async () => {
    const store = newStore()
    await store.change({ theme: "dark" })
    expect(await store.reset()).toEqual(defaults)
    expect(await store.read()).toEqual(defaults)
  })

  it("loses no change of two that are made at once", async () => {
    const [one, other] = [newStore(systemClock), newStore(systemClock)]
    await Promise.all([one.change({ theme: "dark" }), other.change({ nodes: 2 })])
    await other.change({ cpus: 1 })
    expect(await one.read()).toEqual({ ...defaults, theme: "dark", nodes: 2, cpus: 1 })
  })

  it("tells followers of what another host changed", async () => {
    const themes = newStore().follow(stop.signal)
    expect((await themes.next()).value?.theme).toBe("system")
    await newStore().change({ theme: "light" })
    expect((await themes.next()).value?.theme).toBe("light")
  })

  it("tells followers nothing when nothing changed", async () => {
    const store = newStore()
    const themes = store.follow(stop.signal)
    await themes.next()
    await store.change({ theme: "system" })
    await store.change({ theme: "dark" })
    expect((await themes.next()).value?.theme).toBe("dark")
  })

  const unreadable = ["{", "[]", "null", '{"theme":"pink"}', '{"nodes":0}']
  for (const text of unreadable) {
    it(`uses the defaults where the file says ${text}, and keeps it aside before it writes`, async () => {
      await writeFile(file(), text)
      const store = newStore()
      expect((await store.follow(stop.signal).next()).value).toEqual(defaults)
      expect(said.map(({ message }) => message)).toEqual(["Used the default settings"])
      expect(await readFile(file(), "utf8")).toBe(text)
      expect(await store.change({ theme: "dark" })).toEqual({ ...defaults, theme: "dark" })
      expect(await readFile(unreadableFile(homeAt(folder)), "utf8")).toBe(text)
      expect(await newStore().read()).toEqual({ ...defaults, theme: "dark" })
    })
  }

  it("passes over settings of another version", async () => {
    await writeFile(file(), '{"theme":"dark","colour":"green"}')
    expect(await newStore().read()).toEqual({ ...defaults, theme: "dark" })
  })
})
