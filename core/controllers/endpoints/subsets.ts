import { isPodReady } from "../../apis/core/pod/state.ts"
import type { EndpointAddress, EndpointPort, EndpointSubset, Pod, Service } from "../../apis/core/v1.gen.ts"
import { hostnameFor, isEndpoint, targetPortOf, targetRefOf } from "./pod-address.ts"

/** More addresses than this an Endpoints object does not show (Kubernetes since 1.22). */
const addressesMax = 1000

/** The addresses of a service's pods, those with the same ports together, each list in the order of addresses. */
export function subsetsOf(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const publishesAll = service.spec.publishNotReadyAddresses === true
  const groups = new Map<string, Group>()
  for (const pod of pods) {
    if (!isEndpoint(pod, { includeTerminating: publishesAll })) continue
    const ports = portsOf(service, pod)
    if (ports === undefined) continue
    const key = JSON.stringify(ports)
    const group = groups.get(key) ?? { ports, ready: [], notReady: [] }
    groups.set(key, group)
    const list = publishesAll || isPodReady(pod) ? group.ready : group.notReady
    list.push(addressOf(pod, service))
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => subsetOf(group))
}

/** At most `addressesMax`, ready ones first, and whether any had to go. */
export function truncated(subsets: readonly EndpointSubset[]): {
  readonly subsets: readonly EndpointSubset[]
  readonly overCapacity: boolean
} {
  let left = addressesMax
  const take = <T>(list: readonly T[] = []) => {
    const taken = list.slice(0, left)
    left -= taken.length
    return taken
  }
  const ready = subsets.map((subset) => take(subset.addresses))
  const kept = subsets.map(({ notReadyAddresses, ports }, at) =>
    subsetOf({ ready: ready[at] ?? [], notReady: take(notReadyAddresses), ports: ports ?? [] }),
  )
  const total = subsets.reduce((sum, { addresses, notReadyAddresses }) => {
    return sum + (addresses?.length ?? 0) + (notReadyAddresses?.length ?? 0)
  }, 0)
  const isWhole = total <= addressesMax
  return { subsets: isWhole ? subsets : kept.filter(hasAddresses), overCapacity: !isWhole }
}

interface Group {
  readonly ports: readonly EndpointPort[]
  readonly ready: EndpointAddress[]
  readonly notReady: EndpointAddress[]
}

/** Undefined when the pod has none of the service's ports. A headless service may have no ports at all. */
function portsOf(service: Service, pod: Pod): readonly EndpointPort[] | undefined {
  const { ports = [] } = service.spec
  if (ports.length === 0) return []
  const found = ports.flatMap((each) => {
    const port = targetPortOf(pod, each)
    if (port === undefined) return []
    const { name, protocol = "TCP", appProtocol } = each
    return [{ ...(name ? { name } : {}), port, protocol, ...(appProtocol ? { appProtocol } : {}) }]
  })
  return found.length === 0 ? undefined : found.sort((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1))
}

function addressOf(pod: Pod, service: Service): EndpointAddress {
  const hostname = hostnameFor(pod, service)
  const { nodeName } = pod.spec
  return {
    ip: pod.status.podIP ?? "",
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName ? { nodeName } : {}),
    targetRef: targetRefOf(pod),
  }
}

function subsetOf({ ports, ready, notReady }: { readonly [K in keyof Group]: Readonly<Group[K]> }): EndpointSubset {
  return {
    ...(ready.length === 0 ? {} : { addresses: [...ready].sort(byAddress) }),
    ...(notReady.length === 0 ? {} : { notReadyAddresses: [...notReady].sort(byAddress) }),
    ...(ports.length === 0 ? {} : { ports }),
  }
}

function hasAddresses({ addresses, notReadyAddresses }: EndpointSubset): boolean {
  return addresses !== undefined || notReadyAddresses !== undefined
}

function byAddress(a: EndpointAddress, b: EndpointAddress): number {
  return a.ip === b.ip ? ((a.targetRef?.uid ?? "") < (b.targetRef?.uid ?? "") ? -1 : 1) : a.ip < b.ip ? -1 : 1
}
