import { isPodReady } from "../../apis/core/pod/state.ts"
import type { Node, Pod, Service } from "../../apis/core/v1.gen.ts"
import type { Endpoint, EndpointPort } from "../../apis/discovery/v1.gen.ts"
import { hostnameFor, isEndpoint, targetPortOf, targetRefOf } from "../endpoints/pod-address.ts"

export type AddressType = "IPv4" | "IPv6"

/** Endpoints that share all their ports: they go into slices together. */
export interface EndpointGroup {
  readonly ports: readonly EndpointPort[]
  readonly endpoints: readonly Endpoint[]
}

export function addressTypesOf({ spec }: Service): readonly AddressType[] {
  const families = spec.ipFamilies ?? ["IPv4"]
  return families.filter((family): family is AddressType => family === "IPv4" || family === "IPv6")
}

/** Where a service's pods can be reached in one family, those that are ending included. */
export function groupEndpoints(
  service: Service,
  pods: readonly Pod[],
  type: AddressType,
  zoneOf: (nodeName: string) => string | undefined,
): readonly EndpointGroup[] {
  const groups = new Map<string, { readonly ports: readonly EndpointPort[]; readonly endpoints: Endpoint[] }>()
  for (const pod of pods) {
    if (!isEndpoint(pod, { includeTerminating: true })) continue
    const addresses = addressesOf(pod, type)
    if (addresses.length === 0) continue
    const ports = portsOf(service, pod)
    const key = portsKey(ports)
    const group = groups.get(key) ?? { ports, endpoints: [] }
    groups.set(key, group)
    group.endpoints.push(endpointOf(service, pod, addresses, zoneOf))
  }
  return [...groups.values()]
}

export function portsKey(ports: readonly EndpointPort[] | undefined): string {
  const words = (ports ?? []).map(({ name, protocol, port, appProtocol }) =>
    [name, protocol, port, appProtocol].join("/"),
  )
  return words.sort().join(" ")
}

/** The node's zone, which `topologyKeys` of old and load balancers of today look at. */
export function zoneOfNode(node: Node | undefined): string | undefined {
  return node?.metadata.labels?.["topology.kubernetes.io/zone"]
}

function addressesOf({ status }: Pod, type: AddressType): readonly string[] {
  const all = status.podIPs?.map(({ ip }) => ip) ?? (status.podIP ? [status.podIP] : [])
  return all.filter((ip) => (ip.includes(":") ? "IPv6" : "IPv4") === type)
}

function portsOf(service: Service, pod: Pod): readonly EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((each) => {
    const port = targetPortOf(pod, each)
    if (port === undefined) return []
    const { name = "", protocol = "TCP", appProtocol } = each
    return [{ name, protocol, port, ...(appProtocol ? { appProtocol } : {}) }]
  })
}

function endpointOf(
  service: Service,
  pod: Pod,
  addresses: readonly string[],
  zoneOf: (nodeName: string) => string | undefined,
): Endpoint {
  const serving = isPodReady(pod)
  const terminating = pod.metadata.deletionTimestamp !== undefined
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating)
  const hostname = hostnameFor(pod, service)
  const { nodeName } = pod.spec
  const zone = nodeName ? zoneOf(nodeName) : undefined
  return {
    addresses,
    conditions: { ready, serving, terminating },
    ...(hostname === undefined ? {} : { hostname }),
    targetRef: targetRefOf(pod),
    ...(nodeName ? { nodeName } : {}),
    ...(zone === undefined ? {} : { zone }),
  }
}
