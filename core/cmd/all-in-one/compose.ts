import { serviceAccountGroups, serviceAccountUserName } from "../../apiserver/authentication/users.ts"
import type { Clock } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import type { Random } from "../../base/random.ts"
import type { Client } from "../../client/client.ts"
import { newDiscover } from "../../client/discovery/discovery.ts"
import { RestClient } from "../../client/rest/rest-client.ts"
import { newControllerManager } from "../../controllers/controller-manager.ts"
import { controllers } from "../../controllers/controllers.ts"
import type { UserInfo } from "../../machinery/api/kind.ts"
import { newSchedulerComponent } from "../../scheduler/scheduler-component.ts"
import type { Storage } from "../../storage/storage.ts"
import { loopback } from "../../transport/loopback/loopback.ts"
import { type ApiServerOptions, type ComposedApiServer, composeApiServer } from "../kube-apiserver/compose.ts"

export interface AllInOneDeps {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

export interface AllInOne extends ComposedApiServer {
  /** A client in this process, as any user: allowed what the user is allowed. */
  clientAs(user: UserInfo): Client
}

const firstObjects = "kube-apiserver-bootstrap"

/**
 * A whole control plane in one process: no socket between its parts, no election, the same users and the same rights
 * as when each is a program of its own.
 */
export function composeAllInOne(options: ApiServerOptions, deps: AllInOneDeps): AllInOne {
  const composed = composeApiServer(options, deps)
  const { clock, random, log } = deps
  const transportAs = (user: UserInfo) => loopback(composed.server.handle, user)
  const clientAs = (user: UserInfo, userAgent = user.name) =>
    new RestClient({ transport: transportAs(user), clock, userAgent })
  const manager = { name: "system:kube-controller-manager", groups: [] }
  const shared = { clock, random, log, identity: undefined, needs: [firstObjects] }
  const controllerManager = newControllerManager({
    ...shared,
    controllers,
    client: clientAs(manager, "kube-controller-manager"),
    clientFor: (account) => clientAs(accountUser(account), `kube-controller-manager/${account}`),
    discover: newDiscover(transportAs(manager)),
    settings: { clusterCidr: undefined, rootCa: options.clientCa },
  })
  const scheduler = newSchedulerComponent({
    ...shared,
    client: clientAs({ name: "system:kube-scheduler", groups: [] }, "kube-scheduler"),
    host: "all-in-one",
  })
  return { ...composed, components: [...composed.components, controllerManager, scheduler], clientAs }
}

function accountUser(account: string): UserInfo {
  return { name: serviceAccountUserName("kube-system", account), groups: serviceAccountGroups("kube-system") }
}
