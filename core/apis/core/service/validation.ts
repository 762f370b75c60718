import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { dns1123Subdomain } from "../../../machinery/field/format.ts"
import { endpointAddress, ipAddress } from "../../../machinery/field/ip.ts"
import { about, nameIsDnsLabel, validateLabels, validateObjectMeta } from "../../../machinery/meta/validate-meta.ts"
import { requiredOneOf } from "../../validation/numbers.ts"
import type { Service } from "../v1.gen.ts"
import { isHeadless } from "./facts.ts"
import { validateAffinity } from "./validation-affinity.ts"
import { validateAvailableFamilies, validateIPs } from "./validation-ips.ts"
import { validateAllPorts, validatePortsApart } from "./validation-ports.ts"
import { validateTraffic } from "./validation-traffic.ts"

/**
 * The rules of a service in Kubernetes' order. What is wrong with its addresses stands alone, because the rest would
 * be judged by what follows from them.
 */
export function validateService(service: Service, old?: Service): FieldErrors {
  const addresses = validateIPs(service, old)
  if (addresses.length > 0) return addresses
  const families = validateAvailableFamilies(service, old)
  if (families.length > 0) return families
  const { metadata, spec } = service
  const ports = spec.ports ?? []
  const needsPorts = !isHeadless(service) && spec.type !== "ExternalName"
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsLabel }),
    ...validateTopologyAnnotations(service),
    ...(ports.length === 0 && needsPorts ? [required(specPath.child("ports"))] : []),
    ...validateByType(service),
    ...validateAllPorts(ports),
    ...validateLabels(spec.selector, specPath.child("selector")),
    ...validateAffinity(spec),
    ...validateExternalIPs(service, old),
    ...requiredOneOf(specPath.child("type"), spec.type, ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]),
    ...validatePortsApart(spec),
    ...validateTraffic(service, old),
  ]
}

const specPath = FieldPath.of("spec")

/** What a cloud's load balancer must not open: the kubelet's own port. */
const kubeletPort = 10250

function validateByType(service: Service): FieldErrors {
  const { spec } = service
  const headless = isHeadless(service)
    ? [invalid(specPath.child("clusterIPs").index(0), "None", `may not be set to 'None' for ${spec.type} services`)]
    : []
  switch (spec.type) {
    case "LoadBalancer": {
      const exposed = `may not expose port ${kubeletPort} externally since it is used by kubelet`
      const errors = (spec.ports ?? []).flatMap(({ port }, at) =>
        port === kubeletPort ? [invalid(specPath.child("ports").index(at), port, exposed)] : [],
      )
      return [...errors, ...headless]
    }
    case "NodePort":
      return headless
    case "ExternalName":
      return validateExternalName(service)
    default:
      return []
  }
}

/** A name instead of an address: nothing that has to do with addresses may stand beside it. */
function validateExternalName({ spec }: Service): FieldErrors {
  const none = "may not be set for ExternalName services"
  const name = (spec.externalName ?? "").replace(/\.$/, "")
  const path = specPath.child("externalName")
  return [
    ...((spec.clusterIPs ?? []).length > 0 ? [forbidden(specPath.child("clusterIPs"), none)] : []),
    ...((spec.ipFamilies ?? []).length > 0 ? [forbidden(specPath.child("ipFamilies"), none)] : []),
    ...(spec.ipFamilyPolicy === undefined ? [] : [forbidden(specPath.child("ipFamilyPolicy"), none)]),
    ...(name === "" ? [required(path)] : about(path, name, dns1123Subdomain(name))),
  ]
}

function validateExternalIPs({ spec }: Service, old: Service | undefined): FieldErrors {
  return (spec.externalIPs ?? []).flatMap((ip, at) => {
    const path = specPath.child("externalIPs").index(at)
    const malformed = old?.spec.externalIPs?.includes(ip) ? [] : ipAddress(ip)
    return about(path, ip, malformed.length > 0 ? malformed : endpointAddress(ip))
  })
}

function validateTopologyAnnotations({ metadata }: Service): FieldErrors {
  const [older, newer] = ["service.kubernetes.io/topology-aware-hints", "service.kubernetes.io/topology-mode"] as const
  const [hints, mode] = [metadata.annotations?.[older], metadata.annotations?.[newer]]
  if (hints === undefined || mode === undefined || hints === mode) return []
  const detail = `must match annotations[${older}] when both are specified`
  return [invalid(FieldPath.of("metadata", "annotations").key(newer), mode, detail)]
}
