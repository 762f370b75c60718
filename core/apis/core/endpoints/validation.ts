import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { dns1123Label, dns1123Subdomain, portNumber, qualifiedName } from "../../../machinery/field/format.ts"
import { endpointAddress, ipAddress } from "../../../machinery/field/ip.ts"
import {
  about,
  nameIsDnsSubdomain,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { requiredOneOf } from "../../validation/numbers.ts"
import { protocols } from "../../validation/protocols.ts"
import type { EndpointAddress, EndpointPort, EndpointSubset, Endpoints } from "../v1.gen.ts"

export function validateEndpoints({ metadata, subsets }: Endpoints): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
    ...validateSubsets(subsets, new Set()),
  ]
}

export function validateEndpointsUpdate(next: Endpoints, old: Endpoints): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateSubsets(next.subsets, new Set((old.subsets ?? []).flatMap(addressesOf))),
  ]
}

/** `known`: what is stored already may stay as it was written. */
function validateSubsets(subsets: readonly EndpointSubset[] | undefined, known: ReadonlySet<string>): FieldErrors {
  return (subsets ?? []).flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }, at) => {
    const path = FieldPath.of("subsets").index(at)
    const isEmpty = addresses.length + notReadyAddresses.length === 0
    return [
      ...(isEmpty ? [required(path, "must specify `addresses` or `notReadyAddresses`")] : []),
      ...addresses.flatMap((each, i) => validateAddress(each, known, path.child("addresses").index(i))),
      ...notReadyAddresses.flatMap((each, i) => validateAddress(each, known, path.child("notReadyAddresses").index(i))),
      ...ports.flatMap((each, i) => validatePort(each, ports.length > 1, path.child("ports").index(i))),
    ]
  })
}

function validateAddress(
  { ip, hostname, nodeName }: EndpointAddress,
  known: ReadonlySet<string>,
  path: FieldPath,
): FieldErrors {
  return [
    ...(known.has(ip) ? [] : about(path.child("ip"), ip, ipAddress(ip))),
    ...(hostname ? about(path.child("hostname"), hostname, dns1123Label(hostname)) : []),
    ...(nodeName === undefined ? [] : about(path.child("nodeName"), nodeName, dns1123Subdomain(nodeName))),
    ...about(path.child("ip"), ip, endpointAddress(ip)),
  ]
}

function validatePort(
  { name = "", port, protocol, appProtocol }: EndpointPort,
  needsName: boolean,
  path: FieldPath,
): FieldErrors {
  const namePath = path.child("name")
  return [
    ...(name !== "" ? about(namePath, name, dns1123Label(name)) : needsName ? [required(namePath)] : []),
    ...about(path.child("port"), port, portNumber(port)),
    ...requiredOneOf(path.child("protocol"), protocol, protocols),
    ...(appProtocol === undefined ? [] : about(path.child("appProtocol"), appProtocol, qualifiedName(appProtocol))),
  ]
}

function addressesOf({ addresses = [], notReadyAddresses = [] }: EndpointSubset): readonly string[] {
  return [...addresses, ...notReadyAddresses].map(({ ip }) => ip)
}
