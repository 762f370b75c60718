import { hostname } from "node:os"
import { SharedInformers } from "../client/informer/shared-informers.ts"
import { systemClock } from "../host/clock.ts"
import { systemRandom } from "../host/random.ts"
import { deleteFlows } from "../proxy/conntrack.ts"
import { NftablesBackend, runNft } from "../proxy/nftables/nftables.ts"
import { ServiceProxy } from "../proxy/service-proxy.ts"
import { clientFromKubeconfig } from "./cluster-access.ts"
import { HealthServer } from "./health-server.ts"
import { runProgram } from "./program.ts"

const defaults = {
  kubeconfig: "/etc/kubernetes/kube-proxy.conf",
  "hostname-override": "",
  "cluster-cidr": "10.244.0.0/16",
  "healthz-bind-address": "0.0.0.0:10256",
}

await runProgram(defaults, async ({ flags, log, signal }) => {
  const nodeName = flags["hostname-override"] || hostname()
  const client = await clientFromKubeconfig(flags.kubeconfig, "kube-proxy/v1.36.3", { signal })
  const informers = new SharedInformers({ client, clock: systemClock, random: systemRandom, log })
  const backend = new NftablesBackend(runNft, { clusterCidr: flags["cluster-cidr"] || undefined })
  const proxy = new ServiceProxy({ informers, backend, deleteFlows, nodeName, clock: systemClock, log })
  informers.start(signal).catch((error: unknown) => {
    if (!signal.aborted) log.error("Informers stopped", { error })
  })
  const [host = "0.0.0.0", port = "10256"] = flags["healthz-bind-address"].split(":")
  return [
    proxy,
    new HealthServer({
      host,
      port: Number(port),
      checks: { "/healthz": () => healthz(proxy), "/livez": () => healthz(proxy) },
    }),
  ]
})

/** Well once the rules have been what the services ask for. */
function healthz(proxy: ServiceProxy): string {
  if (proxy.lastSyncMs === undefined) throw new Error("Service rules have not been applied yet")
  const lastUpdated = new Date(proxy.lastSyncMs).toISOString()
  return JSON.stringify({ lastUpdated, currentTime: new Date(systemClock.now()).toISOString(), nodeEligible: true })
}
