import { ipWarnings } from "../../../machinery/field/ip.ts"
import type { Service } from "../v1.gen.ts"
import { isHeadless } from "./facts.ts"

const topologyHints = "service.kubernetes.io/topology-aware-hints"

const topologyMode = "service.kubernetes.io/topology-mode"

/** What is stored as asked, but will not do what its author may think. */
export function serviceWarnings(service: Service): readonly string[] {
  const { metadata, spec } = service
  if (metadata.deletionTimestamp !== undefined) return []
  const { clusterIPs = [], externalIPs = [] } = spec
  const [hasIPs, isName] = [externalIPs.length > 0, spec.type === "ExternalName"]
  return [
    ...(metadata.annotations?.[topologyHints] === undefined
      ? []
      : [`annotation ${topologyHints} is deprecated, please use ${topologyMode} instead`]),
    ...clusterIPs.flatMap((ip, at) => ipWarnings(`spec.clusterIPs[${at}]`, ip)),
    ...(hasIPs ? ["spec.externalIPs is deprecated and may no longer be implemented in some clusters"] : []),
    ...(isHeadless(service) && spec.type === "ClusterIP" ? headlessWarnings(service) : []),
    ...externalIPs.flatMap((ip, at) => ipWarnings(`spec.externalIPs[${at}]`, ip)),
    ...(spec.loadBalancerIP ? ipWarnings("spec.loadBalancerIP", spec.loadBalancerIP) : []),
    ...(isName && hasIPs ? ['spec.externalIPs is ignored when spec.type is "ExternalName"'] : []),
    ...(!isName && spec.externalName ? ['spec.externalName is ignored when spec.type is not "ExternalName"'] : []),
    ...(spec.trafficDistribution === "PreferClose"
      ? ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"']
      : []),
  ]
}

function headlessWarnings({ spec }: Service): readonly string[] {
  return [
    ...(spec.loadBalancerIP ? ["spec.loadBalancerIP is ignored for headless services"] : []),
    ...(spec.externalIPs?.length ? ["spec.externalIPs is ignored for headless services"] : []),
    ...(spec.sessionAffinity !== "None" ? ["spec.SessionAffinity is ignored for headless services"] : []),
  ]
}
