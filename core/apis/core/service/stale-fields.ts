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
  return {
    ...next,
    spec: losesNodePorts(next, old) ? withoutNodePorts(spec) : spec,
    // Nobody should see the addresses of a load balancer that is being taken down.
    ...(isLoadBalancer(next) ? {} : { status: { ...next.status, loadBalancer: {} } }),
  }
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

/** The author may have added, removed or changed ports, as long as no new node port is among them. */
function losesNodePorts(next: Service, old: Service): boolean {
  const before = new Set(nodePortsOf(old))
  return needsNodePort(old) && !needsNodePort(next) && nodePortsOf(next).every((port) => before.has(port))
}

function nodePortsOf({ spec }: Service): readonly number[] {
  return (spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : []))
}

function withoutNodePorts(spec: ServiceSpec): ServiceSpec {
  return { ...spec, ports: spec.ports?.map(({ nodePort: _, ...port }) => port) }
}
