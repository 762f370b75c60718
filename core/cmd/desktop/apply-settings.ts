import type { Settings } from "../../bridge/contract/desktop.ts"
import type { Services } from "../../bridge/host.ts"

/** What settings change outside of the screens. */
export interface SettingsEffects {
  /** "": KUBECONFIG, or ~/.kube/config. */
  setKubeconfig(path: string): void
  /** Of the process, and so of every program that it starts from now on. */
  readonly environment: NodeJS.ProcessEnv
  /** Of the process when it started: what holds where the settings say nothing. */
  readonly inherited: Readonly<NodeJS.ProcessEnv>
}

/** Lets the settings hold now, and after every change until the signal aborts. Resolves when they first hold. */
export function applySettings(services: Services, effects: SettingsEffects, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const follow = async () => {
      for await (const settings of services["settings.watch"](undefined, { signal })) {
        apply(settings, effects)
        resolve()
      }
      resolve()
    }
    follow().catch(reject)
  })
}

function apply({ kubeconfig, proxy }: Settings, { setKubeconfig, environment, inherited }: SettingsEffects): void {
  setKubeconfig(kubeconfig)
  const wanted = { HTTP_PROXY: proxy.http, HTTPS_PROXY: proxy.https, NO_PROXY: proxy.noProxy }
  for (const [name, value] of Object.entries(wanted)) {
    // Programs know them by either spelling, and some by only one.
    for (const spelling of [name, name.toLowerCase()]) {
      const holds = value === "" ? inherited[spelling] : value
      if (holds === undefined) delete environment[spelling]
      else environment[spelling] = holds
    }
  }
}
