import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { duplicate, required, tooMany } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import type { Complaints } from "../../../machinery/field/format.ts"
import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from "../../../machinery/field/format.ts"
import { endpointAddress, ipAddress, ipFamilyOf } from "../../../machinery/field/ip.ts"
import {
  about,
  nameIsDnsSubdomain,
  validateImmutable,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { oneOf, requiredOneOf } from "../../validation/numbers.ts"
import { protocols } from "../../validation/protocols.ts"
import type { Endpoint, EndpointHints, EndpointPort, EndpointSlice } from "../v1.gen.ts"

export function validateEndpointSlice(slice: EndpointSlice): FieldErrors {
  return validateSlice(slice, new Set())
}

export function validateEndpointSliceUpdate(next: EndpointSlice, old: EndpointSlice): FieldErrors {
  const known = new Set((old.endpoints ?? []).flatMap(({ addresses }) => addresses))
  return [
    ...validateSlice(next, known),
    ...validateImmutable(next.addressType, old.addressType, FieldPath.of("addressType")),
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
  ]
}

const mostEndpoints = 1000
const mostAddresses = 100
const mostPorts = 20_000
const mostHints = 8

/** `known`: addresses that are stored already may stay as they were written. */
function validateSlice(slice: EndpointSlice, known: ReadonlySet<string>): FieldErrors {
  const { metadata, addressType, endpoints, ports } = slice
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
    ...requiredOneOf("addressType", addressType, ["FQDN", "IPv4", "IPv6"]),
    ...validateEndpoints(endpoints ?? [], addressType, known),
    ...validatePorts(ports ?? []),
  ]
}

function validateEndpoints(
  endpoints: readonly Endpoint[],
  addressType: EndpointSlice["addressType"],
  known: ReadonlySet<string>,
): FieldErrors {
  const path = FieldPath.of("endpoints")
  if (endpoints.length > mostEndpoints) return [tooMany(path, endpoints.length, mostEndpoints)]
  return endpoints.flatMap(({ addresses = [], nodeName, hostname, hints }, at) => {
    const own = path.index(at)
    return [
      ...validateAddressCount(addresses, own.child("addresses")),
      ...addresses.flatMap((address, each) => {
        const complaints = addressComplaints(address, addressType, known)
        return about(own.child("addresses").index(each), address, complaints)
      }),
      ...(nodeName === undefined ? [] : about(own.child("nodeName"), nodeName, dns1123Subdomain(nodeName))),
      ...(hostname === undefined ? [] : about(own.child("hostname"), hostname, dns1123Label(hostname))),
      ...validateHints(hints ?? {}, own.child("hints")),
    ]
  })
}

function validateAddressCount(addresses: readonly string[], path: FieldPath): FieldErrors {
  if (addresses.length === 0) return [required(path, "must contain at least 1 address")]
  return addresses.length > mostAddresses ? [tooMany(path, addresses.length, mostAddresses)] : []
}

function addressComplaints(address: string, type: string, known: ReadonlySet<string>): Complaints {
  if (type === "FQDN") return fullyQualifiedName(address)
  if (type !== "IPv4" && type !== "IPv6") return []
  const malformed = known.has(address) ? [] : ipAddress(address)
  if (malformed.length > 0) return malformed
  const other = ipFamilyOf(address) === type ? [] : [`must be a valid ${type} address`]
  return [...other, ...endpointAddress(address)]
}

function fullyQualifiedName(name: string): Complaints {
  const bare = name.endsWith(".") ? name.slice(0, -1) : name
  if (bare === "") return ["must not be empty"]
  const complaints = dns1123Subdomain(bare)
  if (complaints.length > 0) return complaints
  if (bare.split(".").length < 2) return ["should be a domain with at least two segments separated by dots"]
  return bare.split(".").flatMap(dns1123Label)
}

function validateHints({ forZones = [], forNodes = [] }: EndpointHints, path: FieldPath): FieldErrors {
  return [
    ...validateHintList(forZones, path.child("forZones"), labelValue),
    ...validateHintList(forNodes, path.child("forNodes"), dns1123Subdomain),
  ]
}

function validateHintList(
  list: readonly { readonly name: string }[],
  path: FieldPath,
  rule: (name: string) => Complaints,
): FieldErrors {
  if (list.length > mostHints) return [tooMany(path, list.length, mostHints)]
  return list.flatMap(({ name }, at) => {
    const own = path.index(at).child("name")
    const isRepeated = list.findIndex((other) => other.name === name) < at
    return isRepeated ? [duplicate(own, name)] : about(own, name, rule(name))
  })
}

/** Whether the number is one nobody asks: what is not a port just gets no traffic. */
function validatePorts(ports: readonly EndpointPort[]): FieldErrors {
  const path = FieldPath.of("ports")
  if (ports.length > mostPorts) return [tooMany(path, ports.length, mostPorts)]
  const names = new Set<string>()
  return ports.flatMap(({ name = "", protocol, appProtocol }, at) => {
    const own = path.index(at)
    const isRepeated = names.has(name)
    names.add(name)
    return [
      ...(name === "" ? [] : about(own.child("name"), name, dns1123Label(name))),
      ...(isRepeated ? [duplicate(own.child("name"), name)] : []),
      ...(protocol === undefined
        ? [required(own.child("protocol"))]
        : oneOf(own.child("protocol"), protocol, protocols)),
      ...(appProtocol === undefined ? [] : about(own.child("appProtocol"), appProtocol, qualifiedName(appProtocol))),
    ]
  })
}
