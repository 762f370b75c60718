import { readFile } from "node:fs/promises"
import { hostname } from "node:os"
import { newDiscover } from "../client/discovery/discovery.ts"
import { RestClient } from "../client/rest/rest-client.ts"
import { newControllerManager } from "../controllers/controller-manager.ts"
import { controllers } from "../controllers/controllers.ts"
import { systemClock } from "../host/clock.ts"
import { systemRandom } from "../host/random.ts"
import { transportFromKubeconfig } from "./cluster-access.ts"
import { newAccountClients } from "./control-plane/account-clients.ts"
import { controlPlaneHealth } from "./control-plane/health.ts"
import { runProgram } from "./program.ts"

const defaults = {
  kubeconfig: "/etc/kubernetes/controller-manager.conf",
  "leader-elect": "true",
  "cluster-cidr": "",
  "root-ca-file": "",
  /** Taken for Kubernetes' sake: tokens are asked of the API server. */
  "service-account-private-key-file": "",
  "bind-address": "127.0.0.1",
  "secure-port": "10257",
}

await runProgram(defaults, async ({ flags, log, signal }) => {
  const userAgent = "kube-controller-manager/v1.36.3"
  const transport = await transportFromKubeconfig(flags.kubeconfig, { signal })
  const anonymous = await transportFromKubeconfig(flags.kubeconfig, { anonymous: true, signal })
  const client = new RestClient({ transport, clock: systemClock, userAgent })
  const rootCaFile = flags["root-ca-file"]
  const health = await controlPlaneHealth({
    program: "kube-controller-manager",
    kubeconfig: flags.kubeconfig,
    host: flags["bind-address"],
    port: Number(flags["secure-port"]),
  })
  const manager = newControllerManager({
    controllers,
    client,
    clientFor: newAccountClients({ client, transport: anonymous, clock: systemClock, userAgent }),
    discover: newDiscover(transport),
    clock: systemClock,
    random: systemRandom,
    log,
    settings: {
      clusterCidr: flags["cluster-cidr"] || undefined,
      rootCa: rootCaFile === "" ? undefined : await readFile(rootCaFile, "utf8"),
    },
    identity: flags["leader-elect"] === "true" ? `${hostname()}_${systemRandom.uuid()}` : undefined,
    // The port is ours alone on this host: whoever held the lease here before is gone.
    needs: [health.name],
  })
  return [health, manager]
})
