import { readFile } from "node:fs/promises"
import { SharedInformers } from "../client/informer/shared-informers.ts"
import { ClusterZone } from "../dns/cluster-zone.ts"
import { DnsServer } from "../dns/dns-server.ts"
import { newInformerZoneSource } from "../dns/informer-zone-source.ts"
import { Resolver } from "../dns/resolver.ts"
import { newUpstream } from "../dns/upstream.ts"
import { systemClock } from "../host/clock.ts"
import { systemRandom } from "../host/random.ts"
import { clientFromKubeconfig, clientFromPod } from "./cluster-access.ts"
import { HealthServer } from "./health-server.ts"
import { runProgram } from "./program.ts"

const defaults = {
  kubeconfig: "",
  "cluster-domain": "cluster.local",
  listen: "0.0.0.0:53",
  "health-port": "8080",
  "ready-port": "8181",
  "metrics-port": "9153",
  "resolv-conf": "/etc/resolv.conf",
}

await runProgram(defaults, async ({ flags, log, signal }) => {
  const userAgent = "kube-dns/v1.36.3"
  const client =
    flags.kubeconfig === ""
      ? await clientFromPod(userAgent, signal)
      : await clientFromKubeconfig(flags.kubeconfig, userAgent, { signal })
  const informers = new SharedInformers({ client, clock: systemClock, random: systemRandom, log })
  const source = await newInformerZoneSource(informers, signal)
  const servers = nameservers(await readFile(flags["resolv-conf"], "utf8").catch(() => ""))
  const upstream = servers.length === 0 ? undefined : newUpstream({ servers, clock: systemClock, random: systemRandom })
  const resolver = new Resolver({
    zone: new ClusterZone(flags["cluster-domain"], source),
    upstream,
    clock: systemClock,
    log,
  })
  const [host = "0.0.0.0", port = "53"] = flags.listen.split(":")
  const server = new DnsServer({ resolver, host, port: Number(port), log })
  // The first list is there and so is the port: there is no half-ready state to tell of.
  const ok = () => "OK"
  return [
    server,
    new HealthServer({ host: "0.0.0.0", port: Number(flags["ready-port"]), checks: { "/ready": ok } }),
    new HealthServer({ host: "0.0.0.0", port: Number(flags["health-port"]), checks: { "/health": ok } }),
    new HealthServer({
      host: "0.0.0.0",
      port: Number(flags["metrics-port"]),
      checks: { "/metrics": () => metrics(server) },
    }),
  ]
})

function nameservers(resolvConf: string): readonly string[] {
  return resolvConf.split("\n").flatMap((line) => /^\s*nameserver\s+(\d+\.\d+\.\d+\.\d+)\s*$/.exec(line)?.[1] ?? [])
}

function metrics(server: DnsServer): string {
  const { questions, failures } = server.counts
  return (
    `# HELP kubedns_requests_total Questions asked.\n# TYPE kubedns_requests_total counter\nkubedns_requests_total ${questions}\n` +
    `# HELP kubedns_failures_total Questions that failed here.\n# TYPE kubedns_failures_total counter\nkubedns_failures_total ${failures}\n`
  )
}
