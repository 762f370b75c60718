import { describe, expect, it } from "vitest"
import { Latest } from "../../base/latest.ts"
import type { Settings } from "../../bridge/contract/desktop.ts"
import type { Services } from "../../bridge/host.ts"
import { defaultSettings } from "../../desktop/settings/default-settings.ts"
import { applySettings } from "./apply-settings.ts"

const defaults = defaultSettings({ cpus: 4, memoryMiB: 8192 })

describe("applySettings", () => {
  async function applied(inherited: NodeJS.ProcessEnv = {}) {
    const latest = new Latest<Settings>({ value: defaults })
    const services = { "settings.watch": (_: undefined, { signal }) => latest.follow(signal) } as Partial<Services>
    const environment = { ...inherited }
    const kubeconfigs: string[] = []
    const stop = new AbortController()
    const effects = { environment, inherited, setKubeconfig: (path: string) => kubeconfigs.push(path) }
    await applySettings(services as Services, effects, stop.signal) // only watched
    const change = async (settings: Partial<Settings>) => {
      latest.set({ ...defaults, ...settings })
      await new Promise(setImmediate)
    }
    return { environment, kubeconfigs, change, stop }
  }

  it("hands the proxy to programs under both spellings of its names", async () => {
    const { environment, change } = await applied()
    await change({ proxy: { http: "http://p:1", https: "http://p:2", noProxy: "10.0.0.0/8" } })
    expect(environment).toEqual({
      HTTP_PROXY: "http://p:1",
      http_proxy: "http://p:1",
      HTTPS_PROXY: "http://p:2",
      https_proxy: "http://p:2",
      NO_PROXY: "10.0.0.0/8",
      no_proxy: "10.0.0.0/8",
    })
  })

  it("leaves what the process was started with where the settings say nothing, or no longer", async () => {
    const inherited = { HTTP_PROXY: "http://inherited", HOME: "/h" }
    const { environment, change } = await applied(inherited)
    expect(environment).toEqual(inherited)
    await change({ proxy: { http: "http://p:1", https: "", noProxy: "" } })
    expect(environment).toEqual({ HTTP_PROXY: "http://p:1", http_proxy: "http://p:1", HOME: "/h" })
    await change({})
    expect(environment).toEqual(inherited)
  })

  it("tells of the kubeconfig now and after changes, until it ends", async () => {
    const { kubeconfigs, change, stop } = await applied()
    await change({ kubeconfig: "/k/config" })
    stop.abort()
    await change({ kubeconfig: "/too/late" })
    expect(kubeconfigs).toEqual(["", "/k/config"])
  })
})
