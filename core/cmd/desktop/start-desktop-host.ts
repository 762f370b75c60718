import { type Services, serveBridge } from "../../bridge/host.ts"
import type { HostLine } from "../../bridge/line.ts"
import type { Home } from "../../cluster/home.ts"
import { type DesktopDepsOptions, newDesktopDeps } from "./desktop-deps.ts"

export interface DesktopHostOptions extends DesktopDepsOptions {
  /** Where lines of screens come from: it is handed what takes each. */
  lines(take: (line: HostLine) => void): void
}

export interface DesktopHost {
  readonly services: Services
  readonly home: Home
}

/** Starts what answers the screens, over whatever lines they come. It ends with the signal. */
export async function startDesktopHost({ lines, ...options }: DesktopHostOptions): Promise<DesktopHost> {
  const deps = newDesktopDeps(options)
  const services = await loadServices(deps)
  lines((line) => serveBridge(line, { services, explain: deps.explain }))
  return { services, home: deps.cluster.home }
}

async function loadServices(deps: Parameters<typeof import("../../desktop/services.ts").newServices>[0]) {
  const areas = [
    ["clusters/cluster-services", "newClusterServices"],
    ["operations/operation-services", "newOperationServices"],
    ["api/api-services", "newApiServices"],
    ["terminals/terminal-services", "newTerminalServices"],
    ["forwards/forward-services", "newForwardServices"],
    ["settings/settings-services", "newSettingsServices"],
  ]
  const { contract } = await import("../../bridge/contract.ts")
  const services: Record<string, unknown> = {}
  for (const name of Object.keys(contract)) {
    services[name] = () => {
      throw new Error(`Service "${name}" is not there yet`)
    }
  }
  for (const [path, name] of areas) {
    try {
      const module = await import(`../../desktop/${path}.ts`)
      Object.assign(services, module[String(name)](deps))
    } catch (error) {
      process.stderr.write(`${path}: ${String(error)}\n`)
    }
  }
  return services as unknown as Services
}
