import type { Service } from "../v1.gen.ts"
import { isHeadless } from "./facts.ts"

const topologyHints = "service.kubernetes.io/topology-aware-hints"

/** What is stored as asked, but will not do what its author may think. */
export function serviceWarnings(service: Service): readonly string[] {
  const { metadata, spec } = service
  if (metadata.deletionTimestamp !== undefined) return []
  const externalIPs = spec.externalIPs ?? []
  return [
    ...(metadata.annotations?.[topologyHints] === undefined
      ? []
      : [
          `metadata.annotations[${topologyHints}]: this annotation is deprecated, please use spec.trafficDistribution instead`,
        ]),
    ...(externalIPs.length > 0
      ? ["spec.externalIPs is deprecated and may no longer be implemented in some clusters"]
      : []),
    ...(isHeadless(service) ? headlessWarnings(service) : []),
  ]
}

function headlessWarnings({ spec }: Service): readonly string[] {
  return [
    ...(spec.loadBalancerIP ? ['spec.loadBalancerIP is ignored when spec.clusterIP is set to "None"'] : []),
    ...(spec.externalIPs?.length ? ['spec.externalIPs is ignored when spec.clusterIP is set to "None"'] : []),
    ...(spec.sessionAffinity !== "None" ? ["spec.SessionAffinity is ignored for headless services"] : []),
  ]
}
