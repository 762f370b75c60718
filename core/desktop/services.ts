import type { Services } from "../bridge/host.ts"
import { newApiServices } from "./api/api-services.ts"
import { ClusterConnections } from "./api/cluster-connections.ts"
import { newClusterServices } from "./clusters/cluster-services.ts"
import type { DesktopDeps } from "./deps.ts"
import { newForwardServices } from "./forwards/forward-services.ts"
import { newOperationServices, newOperations } from "./operations/operation-services.ts"
import { newSettingsServices } from "./settings/settings-services.ts"
import { SettingsStore } from "./settings/settings-store.ts"
import { newTerminalServices } from "./terminals/terminal-services.ts"

/** Everything that the screens can ask for, over the clusters of one home. What several areas share is made here, once. */
export function newServices(deps: DesktopDeps): Services {
  const connections = new ClusterConnections(deps)
  const operations = newOperations(deps)
  const settings = new SettingsStore(deps)
  return {
    ...newClusterServices(deps, { connections, operations, wishes: () => settings.read() }),
    ...newOperationServices(operations),
    ...newApiServices(deps, connections),
    ...newTerminalServices(deps, async () => (await settings.read()).shell),
    ...newForwardServices(deps, connections),
    ...newSettingsServices(deps, { settings, operations }),
  }
}
