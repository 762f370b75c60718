import type { EndpointAddress, EndpointSubset, Endpoints } from "../../apis/core/v1.gen.ts"
import type { Endpoint } from "../../apis/discovery/v1.gen.ts"
import type { AddressType, EndpointGroup } from "../endpointslice/endpoint.ts"

/** More addresses of one subset are not mirrored: `--mirroring-max-endpoints-per-subset`. */
const addressesMax = 1000

const skipLabel = "endpointslice.kubernetes.io/skip-mirror"
const leaderAnnotation = "control-plane.alpha.kubernetes.io/leader"

/** Whether these were written by hand for others to reach, and not by a controller or as somebody's lock. */
export function isMirrored({ metadata }: Endpoints): boolean {
  return metadata.labels?.[skipLabel] !== "true" && metadata.annotations?.[leaderAnnotation] === undefined
}

/** The addresses of one family as endpoint slices say them. */
export function mirrorSubsets(
  subsets: readonly EndpointSubset[] | undefined,
  type: AddressType,
): readonly EndpointGroup[] {
  return (subsets ?? []).flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }) => {
    const endpoints = [
      ...addresses.map((address) => endpointOf(address, true)),
      ...notReadyAddresses.map((address) => endpointOf(address, false)),
    ].filter(({ addresses: [ip = ""] }) => (ip.includes(":") ? "IPv6" : "IPv4") === type)
    if (endpoints.length === 0) return []
    const named = ports.map(({ name = "", protocol = "TCP", port, appProtocol }) => {
      return { name, protocol, port, ...(appProtocol === undefined ? {} : { appProtocol }) }
    })
    return [{ ports: named, endpoints: endpoints.slice(0, addressesMax) }]
  })
}

function endpointOf({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    ...(targetRef === undefined ? {} : { targetRef }),
  }
}
