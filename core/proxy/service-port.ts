import type { Service } from "../apis/core/v1.gen.ts"
import type { EndpointSlice } from "../apis/discovery/v1.gen.ts"
import { keyOf } from "../machinery/meta/object.ts"

/** One port of one service as this node must serve it: every rule follows from this and nothing else. */
export interface ServicePort {
  /** `default/web/tcp/http`: stable, unique, and the readable half of its chains' names. */
  readonly id: string
  readonly protocol: "tcp" | "udp" | "sctp"
  readonly clusterIP: string
  readonly port: number
  /** External IPs and load-balancer addresses. */
  readonly externalIPs: readonly string[]
  readonly nodePort: number | undefined
  /** Where traffic from inside the cluster goes. */
  readonly clusterEndpoints: readonly Backend[]
  /** Where traffic from outside goes; differs under `externalTrafficPolicy: Local`. */
  readonly externalEndpoints: readonly Backend[]
  /** The client's address must stay what it was: no masquerade for traffic from outside. */
  readonly keepsClientAddress: boolean
  /** How long a client stays with its endpoint; undefined: every connection is on its own. */
  readonly affinitySeconds: number | undefined
  /** Who may use the load balancer's address; empty: everyone. */
  readonly sourceRanges: readonly string[]
}

export interface Backend {
  readonly ip: string
  readonly port: number
  readonly local: boolean
}

const defaultAffinitySeconds = 10_800

/** What this node must do for a service, given the slices of its endpoints. */
export function servicePortsOf(
  service: Service,
  slices: readonly EndpointSlice[],
  nodeName: string,
): readonly ServicePort[] {
  const { spec, metadata, status } = service
  if (spec.type === "ExternalName" || !spec.clusterIP || spec.clusterIP === "None") return []
  if (metadata.labels?.["service.kubernetes.io/service-proxy-name"] !== undefined) return []
  const loadBalancerIPs = (status.loadBalancer?.ingress ?? []).flatMap(({ ip, ipMode }) =>
    ip && ipMode !== "Proxy" ? [ip] : [],
  )
  const clusterIP = spec.clusterIP
  return (spec.ports ?? []).map((port): ServicePort => {
    const protocol = port.protocol ?? "TCP"
    const candidates = backendsOf(slices, port.name ?? "", protocol, nodeName)
    const keepsClientAddress = spec.externalTrafficPolicy === "Local"
    return {
      id: `${keyOf(service)}/${lower(protocol)}/${port.name ?? ""}`,
      protocol: lower(protocol),
      clusterIP,
      port: port.port,
      externalIPs: [...new Set([...(spec.externalIPs ?? []), ...loadBalancerIPs])],
      nodePort: port.nodePort,
      clusterEndpoints: choose(candidates, spec.internalTrafficPolicy === "Local"),
      externalEndpoints: choose(candidates, keepsClientAddress),
      keepsClientAddress,
      affinitySeconds:
        spec.sessionAffinity === "ClientIP"
          ? (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? defaultAffinitySeconds)
          : undefined,
      sourceRanges: spec.loadBalancerSourceRanges ?? [],
    }
  })
}

interface Candidate extends Backend {
  readonly ready: boolean
  readonly serving: boolean
}

/** Ready ones; while there are none, those that still serve as they end (KEP-1669). */
function choose(candidates: readonly Candidate[], localOnly: boolean): readonly Backend[] {
  const reachable = localOnly ? candidates.filter((each) => each.local) : candidates
  const ready = reachable.filter((each) => each.ready)
  const chosen = ready.length > 0 ? ready : reachable.filter((each) => each.serving)
  return chosen.map(({ ip, port, local }) => ({ ip, port, local }))
}

function backendsOf(
  slices: readonly EndpointSlice[],
  portName: string,
  protocol: string,
  nodeName: string,
): readonly Candidate[] {
  const byAddress = new Map<string, Candidate>()
  for (const slice of slices) {
    if (slice.addressType !== "IPv4") continue
    const port = slice.ports?.find((each) => (each.name ?? "") === portName && (each.protocol ?? "TCP") === protocol)
    if (port?.port === undefined) continue
    for (const endpoint of slice.endpoints ?? []) {
      const [ip] = endpoint.addresses
      if (ip === undefined) continue
      const { ready = true, serving = ready, terminating = false } = endpoint.conditions ?? {}
      const candidate = {
        ip,
        port: port.port,
        local: endpoint.nodeName === nodeName,
        ready,
        serving: serving && terminating,
      }
      byAddress.set(`${ip}:${port.port}`, candidate)
    }
  }
  // In a fixed order, so that the same endpoints always make the same rules.
  return [...byAddress].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, candidate]) => candidate)
}

function lower(protocol: "TCP" | "UDP" | "SCTP"): ServicePort["protocol"] {
  return protocol === "TCP" ? "tcp" : protocol === "UDP" ? "udp" : "sctp"
}
