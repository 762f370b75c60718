import { isDeepEqual } from "../../../base/json.ts"
import { ipFamilyOf } from "../../../machinery/field/ip.ts"
import type { Service, ServiceSpec } from "../v1.gen.ts"
import { isHeadless } from "./facts.ts"

/** What service addresses this cluster has. One family now; a second one is another entry. */
export const clusterFamilies: readonly string[] = ["IPv4"]

/**
 * Fills in `ipFamilies` and `ipFamilyPolicy` from what the author gave and what the cluster has. Leaves alone what
 * validation will refuse, so that the author sees the own words in the message.
 */
export function withFamilies(service: Service, old?: Service): Service {
  const { spec } = service
  if (spec.type === "ExternalName") return service
  const kept = old === undefined ? spec : trimmedToOne(spec, old.spec)
  const families = inferredFamilies(kept)
  if (isHeadless(service) && Object.keys(spec.selector ?? {}).length === 0)
    return { ...service, spec: { ...kept, ...bothFamilies(kept, families) } }
  const wantsTwo = families.length > 1 || (kept.clusterIPs ?? []).length > 1
  const ipFamilyPolicy = kept.ipFamilyPolicy ?? (wantsTwo ? "RequireDualStack" : "SingleStack")
  const own = families.length > 0 ? families : clusterFamilies.slice(0, 1)
  const second = ipFamilyPolicy === "SingleStack" ? [] : clusterFamilies.filter((family) => !own.includes(family))
  return { ...service, spec: { ...kept, ipFamilies: own.length > 1 ? own : [...own, ...second], ipFamilyPolicy } }
}

/** The address comes first: its family is what the author means. */
function inferredFamilies({ ipFamilies = [], clusterIPs = [] }: ServiceSpec): readonly string[] {
  const ofIPs = clusterIPs.map((ip) => ipFamilyOf(ip)).slice(ipFamilies.length)
  return [...ipFamilies, ...ofIPs.filter((family) => family !== undefined)]
}

/** Endpoints that someone else writes may be of both families, whatever the cluster has. */
function bothFamilies({ ipFamilyPolicy }: ServiceSpec, families: readonly string[]): Partial<ServiceSpec> {
  const policy = ipFamilyPolicy ?? "RequireDualStack"
  const first = families[0] ?? clusterFamilies[0] ?? "IPv4"
  const second = first === "IPv4" ? "IPv6" : "IPv4"
  if (families.length > 1 || policy === "SingleStack")
    return { ipFamilyPolicy: policy, ipFamilies: families.length > 0 ? families : [first] }
  return { ipFamilyPolicy: policy, ipFamilies: [first, second] }
}

/** Asking for a single stack gives back the second address, when the author left both lists as they were. */
function trimmedToOne(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  if (spec.ipFamilyPolicy !== "SingleStack") return spec
  return {
    ...spec,
    ...(isDeepEqual(spec.clusterIPs, old.clusterIPs) ? { clusterIPs: spec.clusterIPs?.slice(0, 1) } : {}),
    ...(isDeepEqual(spec.ipFamilies, old.ipFamilies) ? { ipFamilies: spec.ipFamilies?.slice(0, 1) } : {}),
  }
}
