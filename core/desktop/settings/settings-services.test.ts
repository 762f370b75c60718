import { mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import type { ClusterDeps } from "../../cluster/deps.ts"
import { homeAt } from "../../cluster/home.ts"
import type { DesktopDeps, DesktopShell } from "../deps.ts"
import { newSettingsServices } from "./settings-services.ts"
import { SettingsStore } from "./settings-store.ts"

describe("the services of the app itself", () => {
  let folder: string
  let home: string
  let opened: string[]
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "cove-app-")))
    home = await mkdtemp(join(folder, "home-"))
    opened = []
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const desktop = {
    openLink: async (url: string) => void opened.push(url),
    showFile: async (file: string) => void opened.push(file),
  }

  function newServices(shell: DesktopShell) {
    const { signal } = new AbortController()
    const clock = new FakeClock()
    const kubeconfig = join(folder, "kubeconfig")
    const cluster = {
      home: homeAt(home),
      clock,
      kubeconfig,
      machine: { cpus: 2, memoryMiB: 4096 },
    } as Partial<ClusterDeps> as ClusterDeps // all that is asked for
    const programs = { cove: ["cove"], shell: "/bin/sh", environment: {} } as const
    const explain = (error: unknown) => ({ id: "", message: String(error), advice: "" })
    const random = new SeededRandom(1)
    const log = silentLog
    const deps: DesktopDeps = { cluster, clock, random, log, version: "0.1.0", shell, programs, explain, signal }
    return newSettingsServices(deps, { settings: new SettingsStore(deps), operations: { all: [] } })
  }

  const context = { signal: new AbortController().signal }

  it("tell what the app is and where it keeps things", async () => {
    const about = await newServices({ kind: "browser", ...desktop })["desktop.about"](undefined, context)
    expect(about).toEqual({
      version: "0.1.0",
      kubernetesVersion: "v1.36.3",
      nodejsVersion: expect.stringMatching(/^v\d+\./),
      platform: expect.any(String),
      shell: "browser",
      home,
      kubeconfig: join(folder, "kubeconfig"),
      desktop: true,
    })
  })

  it("open links and show files of Cove's on the desktop", async () => {
    const services = newServices({ kind: "window", ...desktop })
    await writeFile(join(home, "notes.txt"), "")
    await writeFile(join(folder, "kubeconfig"), "")
    await services["desktop.openLink"]({ url: "https://kubernetes.io/" }, context)
    for (const file of [join(home, "notes.txt"), home, join(folder, "kubeconfig")]) {
      await services["desktop.showFile"]({ file }, context)
    }
    expect(opened).toEqual(["https://kubernetes.io/", join(home, "notes.txt"), home, join(folder, "kubeconfig")])
  })

  it("show no file of anybody else's", async () => {
    const services = newServices({ kind: "window", ...desktop })
    await writeFile(join(folder, "secret"), "")
    await symlink(join(folder, "secret"), join(home, "link"))
    const foreign = [join(folder, "secret"), join(home, "../secret"), join(home, "link"), `${home}-other`, "relative"]
    for (const file of foreign) {
      await expect(services["desktop.showFile"]({ file }, context)).rejects.toThrow("There is no file")
    }
    expect(opened).toEqual([])
  })

  it("say what to do where there is no desktop", async () => {
    const services = newServices({ kind: "browser" })
    expect(await services["desktop.about"](undefined, context)).toMatchObject({ desktop: false })
    const opening = services["desktop.openLink"]({ url: "https://kubernetes.io/" }, context)
    await expect(opening).rejects.toMatchObject({
      id: "NO_DESKTOP",
      advice: "Open it yourself: https://kubernetes.io/",
    })
    await writeFile(join(home, "notes.txt"), "")
    const showing = services["desktop.showFile"]({ file: join(home, "notes.txt") }, context)
    await expect(showing).rejects.toMatchObject({ advice: `It is ${join(home, "notes.txt")}` })
  })
})
