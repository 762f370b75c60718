import type { Services } from "../../bridge/host.ts"
import type { DesktopDeps } from "../deps.ts"
import { requestApi } from "./api-request.ts"
import type { ClusterConnections } from "./cluster-connections.ts"

/** Clusters' API servers as the screens reach them. */
export function newApiServices(
  _deps: DesktopDeps,
  connections: ClusterConnections,
): Pick<Services, "api.request" | "api.reachable"> {
  return {
    "api.request": (input, context) => requestApi(connections.of(input.profile), input, context),
    "api.reachable": ({ profile }, { signal }) => connections.watchReachability(profile, signal),
  }
}
