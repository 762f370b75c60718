import type { Allocation, Allocators, RequestFacts } from "../../../machinery/api/kind.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { internalError } from "../../../machinery/status/status-error.ts"
import type { Service, ServicePort } from "../v1.gen.ts"
import { dryRunAllocators } from "./dry-run.ts"
import { getsNodePorts, isHeadless, needsClusterIP, needsHealthPort, needsNodePort } from "./facts.ts"
import { Taken } from "./taken.ts"

/**
 * Takes the addresses and node ports a service needs: those its author named, and free ones for the rest. What an
 * update no longer needs is given back once that is stored.
 */
export function allocateForService(
  service: Service,
  old: Service | undefined,
  allocators: Allocators,
  facts?: RequestFacts,
): Allocation<Service> {
  const taken = new Taken(facts?.dryRun === true ? dryRunAllocators(allocators) : allocators)
  try {
    const withIP = allocateIPs(service, old, taken)
    const withPorts = withIP.errors.length > 0 ? withIP : allocatePorts(withIP.object, old, taken)
    const { object, errors } =
      withPorts.errors.length > 0 ? withPorts : allocateHealthPort(withPorts.object, old, taken)
    if (errors.length > 0) taken.giveBack()
    const settle = () => old !== undefined && releaseUnused(object, old, allocators)
    return { object, errors, undo: () => taken.giveBack(), settle }
  } catch (error) {
    taken.giveBack()
    throw error
  }
}

export function releaseOfService(service: Service, { serviceIPs, nodePorts }: Allocators): void {
  for (const ip of ipsOf(service)) serviceIPs.release(ip)
  for (const port of portsOf(service)) nodePorts.release(port)
}

interface Outcome {
  readonly object: Service
  readonly errors: FieldErrors
}

function allocateIPs(service: Service, old: Service | undefined, taken: Taken): Outcome {
  if (!needsClusterIP(service) || isHeadless(service)) return { object: service, errors: [] }
  const { clusterIPs = [], ipFamilies = [] } = service.spec
  const kept = new Set(old === undefined ? [] : ipsOf(old))
  const ips: string[] = []
  for (const position of ipFamilies.keys()) {
    const wanted = clusterIPs[position]
    if (!wanted) {
      ips.push(taken.nextIP())
      continue
    }
    const complaint = kept.has(wanted) ? undefined : taken.takeIP(wanted)
    if (complaint !== undefined) {
      const detail = `failed to allocate IP ${wanted}: ${complaint}`
      return { object: service, errors: [invalid("spec.clusterIPs", clusterIPs, detail)] }
    }
    ips.push(wanted)
  }
  return { object: { ...service, spec: { ...service.spec, clusterIP: ips[0], clusterIPs: ips } }, errors: [] }
}

/** A port number that is served over TCP and UDP has the same node port for both. */
function allocatePorts(service: Service, old: Service | undefined, taken: Taken): Outcome {
  const { ports = [] } = service.spec
  if (!needsNodePort(service) || ports.length === 0) return { object: service, errors: [] }
  const kept = new Set(old === undefined ? [] : portsOf(old))
  const errors = ports.flatMap(({ nodePort }, position) => {
    if (!nodePort || kept.has(nodePort)) return []
    kept.add(nodePort)
    const complaint = taken.takePort(nodePort)
    const path = FieldPath.of("spec", "ports").index(position).child("nodePort")
    return complaint === undefined ? [] : [invalid(path, nodePort, complaint)]
  })
  if (errors.length > 0) return { object: service, errors: errors.slice(0, 1) }
  const numbered = getsNodePorts(service) ? numberPorts(ports, taken) : ports
  return { object: { ...service, spec: { ...service.spec, ports: numbered } }, errors: [] }
}

function numberPorts(ports: readonly ServicePort[], taken: Taken): readonly ServicePort[] {
  const byPort = new Map<number, ServicePort[]>()
  const numbered: ServicePort[] = []
  for (const port of ports) {
    const siblings = byPort.get(port.port) ?? ports.filter((other) => other.port === port.port && other.nodePort)
    const twin = siblings.find((other) => !isTaken(numbered, other.nodePort, port.protocol))
    const next = port.nodePort ? port : { ...port, nodePort: twin?.nodePort ?? taken.nextPort() }
    byPort.set(port.port, [...siblings, next])
    numbered.push(next)
  }
  return numbered
}

function isTaken(ports: readonly ServicePort[], nodePort: number | undefined, protocol: string | undefined): boolean {
  return ports.some((other) => other.nodePort === nodePort && other.protocol === protocol)
}

function allocateHealthPort(service: Service, old: Service | undefined, taken: Taken): Outcome {
  const { healthCheckNodePort } = service.spec
  if (!needsHealthPort(service)) return { object: service, errors: [] }
  if (healthCheckNodePort) {
    const complaint =
      old?.spec.healthCheckNodePort === healthCheckNodePort ? undefined : taken.takePort(healthCheckNodePort)
    if (complaint === undefined) return { object: service, errors: [] }
    throw internalError(`failed to allocate requested HealthCheck NodePort ${healthCheckNodePort}: ${complaint}`)
  }
  return { object: { ...service, spec: { ...service.spec, healthCheckNodePort: taken.nextPort() } }, errors: [] }
}

function releaseUnused(service: Service, old: Service, { serviceIPs, nodePorts }: Allocators): void {
  const [ips, ports] = [new Set(ipsOf(service)), new Set(portsOf(service))]
  for (const ip of ipsOf(old)) if (!ips.has(ip)) serviceIPs.release(ip)
  for (const port of portsOf(old)) if (!ports.has(port)) nodePorts.release(port)
}

function ipsOf({ spec }: Service): readonly string[] {
  return (spec.clusterIPs ?? (spec.clusterIP ? [spec.clusterIP] : [])).filter((ip) => ip !== "" && ip !== "None")
}

function portsOf({ spec }: Service): readonly number[] {
  const ports = [...(spec.ports ?? []).map(({ nodePort }) => nodePort ?? 0), spec.healthCheckNodePort ?? 0]
  return [...new Set(ports)].filter((port) => port !== 0)
}
