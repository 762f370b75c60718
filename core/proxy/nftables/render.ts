import { sha256Hex } from "../../host/digest.ts"
import type { Backend, ServicePort } from "../service-port.ts"
import type { Ruleset } from "./ruleset.ts"

export interface RenderOptions {
  /** Pods' addresses: traffic to a cluster IP from anywhere else is masqueraded. Undefined: none is. */
  readonly clusterCidr: string | undefined
}

/**
 * What the services ask of nftables. For each port:
 *
 *   service-…   picks an endpoint:   numgen random mod 2 vmap { 0 : goto endpoint-…, 1 : goto endpoint-… }
 *   external-…  the same for traffic from outside: masquerade first, or only local endpoints
 *   endpoint-…  translates:          meta l4proto tcp dnat to 10.244.1.7:8080
 *
 * and an element in `service-ips`, `service-nodeports`, or in `no-endpoint-…` where there is nobody to send it to.
 */
export function renderServices(ports: Iterable<ServicePort>, options: RenderOptions): Ruleset {
  const chains = new Map<string, readonly string[]>()
  const sets = new Map<string, string>()
  const elements = new Map<string, Map<string, string>>(mapNames.map((name) => [name, new Map()]))
  const out: Output = { chains, sets, put: (map, key, verdict) => elements.get(map)?.set(key, verdict) }
  for (const port of ports) renderPort(port, options, out)
  return { chains, sets, elements }
}

/** Declared in the table's fixed part. */
const mapNames = [
  "service-ips",
  "service-nodeports",
  "no-endpoint-services",
  "no-endpoint-nodeports",
  "firewall-ips",
] as const

type MapName = (typeof mapNames)[number]

interface Output {
  readonly chains: Map<string, readonly string[]>
  readonly sets: Map<string, string>
  put(map: MapName, key: string, verdict: string): void
}

function renderPort(port: ServicePort, { clusterCidr }: RenderOptions, out: Output): void {
  const service = `service-${chainId(port.id)}`
  const external = `external-${chainId(port.id)}`
  const endpoints = new Map(
    [...port.clusterEndpoints, ...port.externalEndpoints].map((each) => [`${each.ip}:${each.port}`, each]),
  )
  for (const backend of endpoints.values()) renderEndpoint(port, backend, out)

  const clusterKey = `${port.clusterIP} . ${port.protocol} . ${port.port}`
  if (port.clusterEndpoints.length > 0) {
    const fromOutside =
      clusterCidr === undefined
        ? []
        : [`ip daddr ${port.clusterIP} ip saddr != ${clusterCidr} jump mark-for-masquerade`]
    out.chains.set(service, [...fromOutside, ...balance(port, port.clusterEndpoints)])
    out.put("service-ips", clusterKey, `goto ${service}`)
  } else out.put("no-endpoint-services", clusterKey, "goto reject-chain")

  renderExternal(port, { external, service, clusterCidr }, out)
}

function renderExternal(
  port: ServicePort,
  {
    external,
    service,
    clusterCidr,
  }: { readonly external: string; readonly service: string; readonly clusterCidr: string | undefined },
  out: Output,
): void {
  if (port.nodePort === undefined && port.externalIPs.length === 0) return
  const keys = port.externalIPs.map((ip) => `${ip} . ${port.protocol} . ${port.port}`)
  const nodeKey = port.nodePort === undefined ? undefined : `${port.protocol} . ${port.nodePort}`
  if (port.clusterEndpoints.length === 0 && port.externalEndpoints.length === 0) {
    for (const key of keys) out.put("no-endpoint-services", key, "goto reject-chain")
    if (nodeKey !== undefined) out.put("no-endpoint-nodeports", nodeKey, "goto reject-chain")
    return
  }
  out.chains.set(
    external,
    port.keepsClientAddress ? localOnly(port, service, clusterCidr) : [`jump mark-for-masquerade`, `goto ${service}`],
  )
  for (const key of keys) out.put("service-ips", key, `goto ${external}`)
  if (nodeKey !== undefined) out.put("service-nodeports", nodeKey, `goto ${external}`)
  if (port.sourceRanges.length > 0) renderFirewall(port, keys, out)
}

/** `externalTrafficPolicy: Local`: the cluster's own traffic takes every endpoint, the rest only this node's. */
function localOnly(port: ServicePort, service: string, clusterCidr: string | undefined): readonly string[] {
  const own = clusterCidr === undefined ? [] : [`ip saddr ${clusterCidr} goto ${service}`]
  const fromNode = ["fib saddr type local jump mark-for-masquerade", `fib saddr type local goto ${service}`]
  if (port.externalEndpoints.length === 0)
    return port.clusterEndpoints.length === 0 ? ["drop"] : [...own, ...fromNode, "drop"]
  return [...own, ...fromNode, ...balance(port, port.externalEndpoints)]
}

function renderFirewall(port: ServicePort, keys: readonly string[], out: Output): void {
  const firewall = `firewall-${chainId(port.id)}`
  out.chains.set(firewall, [`ip saddr != { ${port.sourceRanges.join(", ")} } drop`])
  for (const key of keys) out.put("firewall-ips", key, `goto ${firewall}`)
}

function balance(port: ServicePort, backends: readonly Backend[]): readonly string[] {
  const sticky =
    port.affinitySeconds === undefined
      ? []
      : backends.map((backend) => `ip saddr @${affinityName(port, backend)} goto ${endpointName(port, backend)}`)
  const choices = backends.map((backend, at) => `${at} : goto ${endpointName(port, backend)}`)
  const pick =
    backends.length === 1 && backends[0] !== undefined
      ? `goto ${endpointName(port, backends[0])}`
      : `numgen random mod ${backends.length} vmap { ${choices.join(", ")} }`
  return [...sticky, pick]
}

function renderEndpoint(port: ServicePort, backend: Backend, out: Output): void {
  const rules = [`ip saddr ${backend.ip} jump mark-for-masquerade`]
  if (port.affinitySeconds !== undefined) {
    const set = affinityName(port, backend)
    out.sets.set(set, `type ipv4_addr ; flags dynamic,timeout ; timeout ${port.affinitySeconds}s`)
    rules.push(`update @${set} { ip saddr }`)
  }
  rules.push(`meta l4proto ${port.protocol} dnat to ${backend.ip}:${backend.port}`)
  out.chains.set(endpointName(port, backend), rules)
}

function endpointName(port: ServicePort, backend: Backend): string {
  return `endpoint-${chainId(`${port.id}__${backend.ip}/${backend.port}`)}`
}

function affinityName(port: ServicePort, backend: Backend): string {
  return `affinity-${chainId(`${port.id}__${backend.ip}/${backend.port}`)}`
}

/** nft takes names of up to 128 letters. */
const readableMax = 100

/** A short hash keeps it unique, the rest keeps it readable: `ULMVA6XW-default/web/tcp/http`. */
function chainId(id: string): string {
  const hash = sha256Hex(id).slice(0, 8).toUpperCase()
  return `${hash}-${id.slice(0, readableMax)}`
}
