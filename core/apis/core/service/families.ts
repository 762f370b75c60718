import { isDeepEqual } from "../../../base/json.ts"
import { ipFamilyOf } from "../../../machinery/field/ip.ts"
import type { Service, ServiceSpec } from "../v1.gen.ts"
import { isFreeOfFamilies } from "./facts.ts"

/** What service addresses this cluster has. One family now; a second one is another entry. */
export const clusterFamilies: readonly string[] = ["IPv4"]

/**
 * Fills in `ipFamilies` and `ipFamilyPolicy` from what the author gave, what was there before and what the cluster has.
 * Leaves alone what validation will refuse, so that the message shows what the author wrote.
 */
export function withFamilies(service: Service, old?: Service): Service {
  if (service.spec.type === "ExternalName" || isLeftToCluster(service, old)) return service
  const ipFamilyPolicy = service.spec.ipFamilyPolicy ?? old?.spec.ipFamilyPolicy ?? defaultPolicy(service)
  const spec = trimmed({ ...service.spec, ipFamilyPolicy }, old?.spec)
  const known = knownFamilies(spec)
  if ((spec.clusterIPs ?? []).some((ip, at) => at >= known.length && ip !== "None"))
    return { ...service, spec: { ...spec, ipFamilies: known } }
  const families = known.length > 0 ? known : clusterFamilies.slice(0, 1)
  const possible = isFreeOfFamilies(service) ? ["IPv4", "IPv6"] : clusterFamilies
  const wantsMore = ipFamilyPolicy !== "SingleStack" && families.length === 1
  const second = wantsMore ? possible.filter((family) => !families.includes(family)) : []
  return { ...service, spec: { ...spec, ipFamilies: [...families, ...second] } }
}

function defaultPolicy(service: Service): NonNullable<ServiceSpec["ipFamilyPolicy"]> {
  return isFreeOfFamilies(service) ? "RequireDualStack" : "SingleStack"
}

/** A service that takes what there is does not change because the cluster did. */
function isLeftToCluster({ spec }: Service, old: Service | undefined): boolean {
  if (old === undefined || spec.ipFamilyPolicy !== "PreferDualStack") return false
  const fields = ["type", "ipFamilyPolicy", "clusterIP", "clusterIPs", "ipFamilies"] as const
  return fields.every((field) => isDeepEqual(spec[field], old.spec[field]))
}

/** The families that are named, and those of further addresses, up to the first that the cluster does not have. */
function knownFamilies({ ipFamilies = [], clusterIPs = [] }: ServiceSpec): readonly string[] {
  const known = [...ipFamilies]
  for (const ip of clusterIPs.slice(ipFamilies.length)) {
    const family = ipFamilyOf(ip)
    if (family === undefined || !clusterFamilies.includes(family)) break
    known.push(family)
  }
  return known
}

/** Asking for a single stack gives back the second address, when the author left both lists as they were. */
function trimmed(spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  if (spec.ipFamilyPolicy !== "SingleStack" || old === undefined) return spec
  return {
    ...spec,
    ...(isDeepEqual(spec.clusterIPs, old.clusterIPs) ? { clusterIPs: spec.clusterIPs?.slice(0, 1) } : {}),
    ...(isDeepEqual(spec.ipFamilies, old.ipFamilies) ? { ipFamilies: spec.ipFamilies?.slice(0, 1) } : {}),
  }
}
