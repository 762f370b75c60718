import type { Namespace, Service } from "../apis/core/v1.gen.ts"
import type { Endpoint, EndpointSlice } from "../apis/discovery/v1.gen.ts"
import type { Lookup, Record } from "./record.ts"

/** What the zone reads of the cluster. Backed by informers. */
export interface ZoneSource {
  service(namespace: string, name: string): Service | undefined
  slices(namespace: string, serviceName: string): readonly EndpointSlice[]
  namespace(name: string): Namespace | undefined
  /** Services with this cluster IP. */
  servicesByIP(ip: string): readonly Service[]
  /** Slices with this endpoint address. */
  slicesByAddress(ip: string): readonly EndpointSlice[]
}

/** Seconds; as CoreDNS' `kubernetes` plugin has it. */
const ttl = 5

/** Version of the schema that these names follow. */
const schemaVersion = "1.1.0"

/**
 * The names of a cluster (Kubernetes DNS-Based Service Discovery, version 1.1.0):
 *
 *   web.shop.svc.cluster.local                  A    the cluster IP; every ready endpoint when headless
 *   _http._tcp.web.shop.svc.cluster.local       SRV  a named port
 *   db-0.db.shop.svc.cluster.local              A    an endpoint with a hostname; else its address with dashes
 *   10-244-0-7.shop.pod.cluster.local           A    a pod
 *   10.0.96.10.in-addr.arpa                     PTR  back to the name
 */
export class ClusterZone {
  readonly #domain: string
  readonly #source: ZoneSource

  constructor(domain: string, source: ZoneSource) {
    this.#domain = domain.toLowerCase()
    this.#source = source
  }

  /** Undefined when the name is not ours to answer. */
  lookup(name: string, type: string): Lookup | undefined {
    const asked = name.toLowerCase()
    if (asked.endsWith(".in-addr.arpa")) return this.#reverse(asked, type)
    if (asked === this.#domain) return this.#apex(asked, type)
    if (!asked.endsWith(`.${this.#domain}`)) return undefined
    const labels = asked.slice(0, -this.#domain.length - 1).split(".")
    const records = this.#find(labels, asked)
    if (records === undefined) return { code: "NXDOMAIN", answers: [], additionals: [], authority: this.#soa() }
    const fitting = records.answers.filter(
      (record) => record.type === type || record.type === "CNAME" || type === "ANY",
    )
    if (fitting.length === 0) return { code: "NOERROR", answers: [], additionals: [], authority: this.#soa() }
    return {
      code: "NOERROR",
      answers: fitting,
      additionals: type === "SRV" ? records.additionals : [],
      authority: undefined,
    }
  }

  #find(labels: readonly string[], asked: string): Found | undefined {
    const [kind, namespace, ...rest] = labels.toReversed()
    if (kind === "dns-version" && namespace === undefined)
      return found([{ name: asked, type: "TXT", ttl, data: schemaVersion }])
    if (kind === "ns" || kind === "dns")
      return kind === "dns" && (namespace === undefined || namespace === "ns") ? found([]) : undefined
    if (kind !== "svc" && kind !== "pod") return undefined
    if (namespace === undefined) return found([])
    if (this.#source.namespace(namespace) === undefined) return undefined
    if (rest.length === 0) return found([])
    return kind === "pod" ? podRecord(rest, asked) : this.#service(namespace, rest, asked)
  }

  #service(namespace: string, [name = "", ...rest]: readonly string[], asked: string): Found | undefined {
    const service = this.#source.service(namespace, name)
    if (service === undefined) return undefined
    const { spec } = service
    if (spec.type === "ExternalName") {
      return rest.length === 0 && spec.externalName
        ? found([{ name: asked, type: "CNAME", ttl, data: spec.externalName }])
        : undefined
    }
    const base = `${name}.${namespace}.svc.${this.#domain}`
    const headless = spec.clusterIP === "None"
    const endpoints = headless ? this.#endpointsOf(service, namespace, name) : []
    if (rest.length === 0) {
      if (!headless)
        return found([
          ...(spec.clusterIP ? [address(asked, spec.clusterIP)] : []),
          ...srvOfService(service, asked, base),
        ])
      const addresses = endpoints.flatMap(({ endpoint }) => endpoint.addresses.map((ip) => address(asked, ip)))
      return found([...new Map(addresses.map((each) => [String(each.data), each])).values()])
    }
    if (rest.length === 1) return headless ? endpointRecord(endpoints, rest[0] ?? "", asked) : undefined
    const [protocol = "", port = "", ...more] = rest
    if (more.length > 0 || !protocol.startsWith("_") || !port.startsWith("_")) return undefined
    const wanted = { port: port.slice(1), protocol: protocol.slice(1) }
    return headless ? srvOfEndpoints(endpoints, wanted, asked, base) : namedPort(service, wanted, asked, base)
  }

  #endpointsOf(service: Service, namespace: string, name: string): readonly Reachable[] {
    const all = service.spec.publishNotReadyAddresses === true
    return this.#source
      .slices(namespace, name)
      .filter((slice) => slice.addressType === "IPv4")
      .flatMap((slice) =>
        (slice.endpoints ?? [])
          .filter((each) => all || each.conditions?.ready !== false)
          .map((endpoint) => ({ endpoint, slice })),
      )
  }

  #reverse(asked: string, type: string): Lookup | undefined {
    const ip = asked.slice(0, -".in-addr.arpa".length).split(".").reverse().join(".")
    const services = this.#source
      .servicesByIP(ip)
      .map(({ metadata }) => `${metadata.name}.${metadata.namespace}.svc.${this.#domain}`)
    const names =
      services.length > 0
        ? services
        : this.#source.slicesByAddress(ip).flatMap((slice) => this.#endpointNames(slice, ip))
    if (names.length === 0) return undefined
    const answers =
      type === "PTR" || type === "ANY"
        ? [...new Set(names)].map((data): Record => ({ name: asked, type: "PTR", ttl, data }))
        : []
    return { code: "NOERROR", answers, additionals: [], authority: answers.length === 0 ? this.#soa() : undefined }
  }

  #endpointNames(slice: EndpointSlice, ip: string): readonly string[] {
    const { namespace = "", labels } = slice.metadata
    const serviceName = labels?.["kubernetes.io/service-name"]
    if (serviceName === undefined || this.#source.service(namespace, serviceName)?.spec.clusterIP !== "None") return []
    return (slice.endpoints ?? [])
      .filter((endpoint) => endpoint.addresses.includes(ip))
      .map((endpoint) => `${endpointLabel(endpoint)}.${serviceName}.${namespace}.svc.${this.#domain}`)
  }

  #apex(asked: string, type: string): Lookup {
    const soa = this.#soa()
    if (type === "SOA") return { code: "NOERROR", answers: [soa], additionals: [], authority: undefined }
    if (type === "NS")
      return {
        code: "NOERROR",
        answers: [{ name: asked, type: "NS", ttl, data: `ns.dns.${this.#domain}` }],
        additionals: [],
        authority: undefined,
      }
    return { code: "NOERROR", answers: [], additionals: [], authority: soa }
  }

  #soa(): Record {
    const domain = this.#domain
    const times = { serial: 1, refresh: 7200, retry: 1800, expire: 86_400, minimum: ttl }
    return {
      name: domain,
      type: "SOA",
      ttl,
      data: { mname: `ns.dns.${domain}`, rname: `hostmaster.${domain}`, ...times },
    }
  }
}

interface Found {
  readonly answers: readonly Record[]
  readonly additionals: readonly Record[]
}

interface Reachable {
  readonly endpoint: Endpoint
  readonly slice: EndpointSlice
}

function found(answers: readonly Record[], additionals: readonly Record[] = []): Found {
  return { answers, additionals }
}

function address(name: string, ip: string): Record {
  return { name, type: "A", ttl, data: ip }
}

/** `10-244-0-7` is an address whether or not a pod has it: what kubeadm's `pods insecure` does. */
function podRecord(labels: readonly string[], asked: string): Found | undefined {
  const [dashed = ""] = labels
  const octets = dashed.split("-")
  if (
    labels.length !== 1 ||
    octets.length !== 4 ||
    !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256)
  )
    return undefined
  return found([address(asked, octets.join("."))])
}

function endpointRecord(endpoints: readonly Reachable[], label: string, asked: string): Found | undefined {
  const addresses = endpoints
    .filter(({ endpoint }) => endpointLabel(endpoint) === label)
    .flatMap(({ endpoint }) => endpoint.addresses)
  return addresses.length === 0 ? undefined : found([...new Set(addresses)].map((ip) => address(asked, ip)))
}

function endpointLabel(endpoint: Endpoint): string {
  return endpoint.hostname || (endpoint.addresses[0] ?? "").replaceAll(".", "-")
}

interface Wanted {
  readonly port: string
  readonly protocol: string
}

function namedPort(service: Service, wanted: Wanted, asked: string, base: string): Found | undefined {
  const port = service.spec.ports?.find(
    (each) => each.name === wanted.port && (each.protocol ?? "TCP").toLowerCase() === wanted.protocol,
  )
  if (port === undefined) return undefined
  const additionals = service.spec.clusterIP ? [address(base, service.spec.clusterIP)] : []
  return found([srv(asked, base, port.port)], additionals)
}

/** A bare SRV question about a service lists every port. */
function srvOfService(service: Service, asked: string, base: string): readonly Record[] {
  return (service.spec.ports ?? []).map((port) => srv(asked, base, port.port))
}

function srvOfEndpoints(
  endpoints: readonly Reachable[],
  wanted: Wanted,
  asked: string,
  base: string,
): Found | undefined {
  const fitting = endpoints.flatMap(({ endpoint, slice }) => {
    const port = slice.ports?.find(
      (each) => each.name === wanted.port && (each.protocol ?? "TCP").toLowerCase() === wanted.protocol,
    )
    return port?.port === undefined ? [] : [{ endpoint, port: port.port, target: `${endpointLabel(endpoint)}.${base}` }]
  })
  if (fitting.length === 0) return undefined
  return found(
    fitting.map(({ port, target }) => srv(asked, target, port)),
    fitting.flatMap(({ endpoint, target }) => endpoint.addresses.map((ip) => address(target, ip))),
  )
}

function srv(name: string, target: string, port: number): Record {
  return { name, type: "SRV", ttl, data: { priority: 0, weight: 100, port, target } }
}
