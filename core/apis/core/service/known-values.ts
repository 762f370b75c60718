import { isDeepEqual } from "../../../base/json.ts"
import type { Service, ServicePort, ServiceSpec } from "../v1.gen.ts"
import { needsClusterIP, needsHealthPort, needsNodePort } from "./facts.ts"

/** A PUT that says nothing about allocated values means to keep them. */
export function withKnownValues(next: Service, old: Service): Service {
  return withIPsInStep(withHealthPort(withNodePorts(withClusterIP(next, old), old), old), old)
}

function withClusterIP(next: Service, old: Service): Service {
  if (!needsClusterIP(next) || !needsClusterIP(old)) return next
  const clusterIP = next.spec.clusterIP || old.spec.clusterIP
  const isKept = (next.spec.clusterIPs ?? []).length === 0 && clusterIP === old.spec.clusterIP
  return withSpec(next, { clusterIP, ...(isKept ? { clusterIPs: old.spec.clusterIPs } : {}) })
}

/** By the port's name, unless another port of the service has taken the number. */
function withNodePorts(next: Service, old: Service): Service {
  const { ports } = next.spec
  if (ports === undefined || !needsNodePort(next) || !needsNodePort(old)) return next
  const before = new Map((old.spec.ports ?? []).map(({ name = "", nodePort }) => [name, nodePort]))
  const oldNumbers = numbersOf(old.spec.ports)
  const used = new Set([...numbersOf(ports)].filter((number) => oldNumbers.has(number)))
  const patched = ports.map((port) => {
    const number = before.get(port.name ?? "")
    if (port.nodePort || !number || used.has(number)) return port
    used.add(number)
    return { ...port, nodePort: number }
  })
  return withSpec(next, { ports: patched })
}

function withHealthPort(next: Service, old: Service): Service {
  if (!needsHealthPort(next) || !needsHealthPort(old) || next.spec.healthCheckNodePort) return next
  return withSpec(next, { healthCheckNodePort: old.spec.healthCheckNodePort })
}

/** `clusterIP` and the first of `clusterIPs` are one; whoever changes one of them means both. */
function withIPsInStep(next: Service, old: Service): Service {
  const { clusterIP = "", clusterIPs = [] } = next.spec
  const singularChanged = clusterIP !== (old.spec.clusterIP ?? "")
  const pluralChanged = !isDeepEqual(clusterIPs, old.spec.clusterIPs ?? [])
  const knowsOne = clusterIP !== "" && clusterIPs.length === 0
  if (knowsOne || (singularChanged && !pluralChanged))
    return withSpec(next, { clusterIPs: clusterIP === "" ? undefined : [clusterIP] })
  return next
}

function numbersOf(ports: readonly ServicePort[] | undefined): ReadonlySet<number> {
  return new Set((ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : [])))
}

function withSpec(service: Service, spec: Partial<ServiceSpec>): Service {
  return { ...service, spec: { ...service.spec, ...spec } }
}
