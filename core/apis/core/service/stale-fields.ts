import { isDeepEqual } from "../../../base/json.ts"
import type { Service, ServiceSpec } from "../v1.gen.ts"
import { isLoadBalancer, isOpenToOutside, needsClusterIP, needsHealthPort, needsNodePort } from "./facts.ts"

/**
 * Changing a service's type would leave values that the new type forbids. Those that the author did not touch go away
 * by themselves; those that were touched are left for validation to refuse.
 */
export function withoutStaleFields(next: Service, old: Service): Service {
  const fields = rules.filter(({ applies }) => applies(old) && !applies(next)).flatMap((rule) => rule.fields)
  const stale = fields.filter((field) => isDeepEqual(next.spec[field], old.spec[field]))
  const spec: ServiceSpec = { ...next.spec, ...Object.fromEntries(stale.map((field) => [field, undefined])) }
  return { ...next, spec: losesNodePorts(next, old) ? withoutNodePorts(spec) : spec }
}

interface Rule {
  readonly applies: (service: Service) => boolean
  readonly fields: readonly (keyof ServiceSpec)[]
}

const rules: readonly Rule[] = [
  { applies: needsClusterIP, fields: ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] },
  { applies: needsHealthPort, fields: ["healthCheckNodePort"] },
  { applies: isLoadBalancer, fields: ["allocateLoadBalancerNodePorts", "loadBalancerClass"] },
  { applies: isOpenToOutside, fields: ["externalTrafficPolicy"] },
]

function losesNodePorts(next: Service, old: Service): boolean {
  return needsNodePort(old) && !needsNodePort(next) && isDeepEqual(nodePortsOf(next), nodePortsOf(old))
}

function nodePortsOf({ spec }: Service): readonly number[] {
  return (spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : [])).sort((a, b) => a - b)
}

function withoutNodePorts(spec: ServiceSpec): ServiceSpec {
  return { ...spec, ports: spec.ports?.map(({ nodePort: _, ...port }) => port) }
}
