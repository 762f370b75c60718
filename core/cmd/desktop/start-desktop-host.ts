import { homedir } from "node:os"
import { resolve } from "node:path"
import { type Services, serveBridge } from "../../bridge/host.ts"
import type { HostLine } from "../../bridge/line.ts"
import type { Home } from "../../cluster/home.ts"
import { newServices } from "../../desktop/services.ts"
import { applySettings } from "./apply-settings.ts"
import { type DesktopDepsOptions, newDesktopDeps } from "./desktop-deps.ts"

export interface DesktopHostOptions extends DesktopDepsOptions {
  /** Where lines of screens come from: it is handed what takes each. */
  lines(take: (line: HostLine) => void): void
}

export interface DesktopHost {
  readonly services: Services
  readonly home: Home
}

/**
 * Starts what answers the screens, over whatever lines they come: the one composition of the server in the background,
 * of `cove dashboard` and of the app's utility process. It ends with the signal.
 */
export async function startDesktopHost({ lines, ...options }: DesktopHostOptions): Promise<DesktopHost> {
  const inherited = { ...process.env }
  const deps = newDesktopDeps(options)
  let chosen = ""
  const usual = deps.cluster.kubeconfig
  const cluster = {
    ...deps.cluster,
    get kubeconfig() {
      return chosen || usual
    },
  }
  const services = newServices({ ...deps, cluster })
  const setKubeconfig = (path: string) => {
    // A person's path begins at their home, wherever this process was started.
    chosen = path === "" ? "" : resolve(homedir(), path.replace(/^~(?=\/|\\|$)/, homedir()))
  }
  await applySettings(services, { setKubeconfig, environment: process.env, inherited }, options.signal)
  lines((line) => serveBridge(line, { services, explain: deps.explain }))
  return { services, home: cluster.home }
}
