import type { Quantity } from "../../../machinery/quantity/quantity.ts"
import { addAmounts, formatQuantity, parseQuantity, zeroAmount } from "../../../machinery/quantity/quantity.ts"
import { defaultPodSpec } from "../podspec/defaults.ts"
import type { Container, Pod, PodSpec, ResourceRequirements } from "../v1.gen.ts"

type ResourceList = { readonly [key: string]: Quantity }

/** What Kubernetes fills in for a pod, beyond what it fills in for any pod spec (`SetDefaults_Pod`). */
export function defaultPod(pod: Pod): Pod {
  const spec = defaultPodSpec(pod.spec ?? { containers: [] })
  return {
    ...pod,
    spec: withPodRequests(withContainers({ ...spec, enableServiceLinks: spec.enableServiceLinks ?? true })),
  }
}

function withContainers(spec: PodSpec): PodSpec {
  const complete = (container: Container) => withHostPorts(withRequests(container), spec.hostNetwork === true)
  return {
    ...spec,
    ...(spec.containers === undefined ? {} : { containers: spec.containers.map(complete) }),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(complete) }),
  }
}

/** Who limits a resource and does not say how much is needed, needs the limit. */
function withRequests(container: Container): Container {
  const { limits, requests = {} } = container.resources ?? {}
  const missing = Object.entries(limits ?? {}).filter(([name]) => requests[name] === undefined)
  if (missing.length === 0) return container
  return {
    ...container,
    resources: { ...container.resources, requests: { ...requests, ...Object.fromEntries(missing) } },
  }
}

/** On the host's network a container's port is the host's. */
function withHostPorts(container: Container, hostNetwork: boolean): Container {
  if (!hostNetwork || container.ports === undefined) return container
  return {
    ...container,
    ports: container.ports.map((port) => ({ ...port, hostPort: port.hostPort || port.containerPort })),
  }
}

/** The pod's own requests follow from its containers' requests or, where those say nothing, from its limits. */
function withPodRequests(spec: PodSpec): PodSpec {
  const limits = Object.entries(spec.resources?.limits ?? {})
  if (limits.length === 0) return spec
  const asked = sumRequests(spec.containers ?? [])
  const requests: Record<string, Quantity> = { ...spec.resources?.requests }
  for (const [name, limit] of limits) if (requests[name] === undefined) requests[name] = asked[name] ?? limit
  return { ...spec, resources: { ...spec.resources, requests } satisfies ResourceRequirements }
}

function sumRequests(containers: readonly Container[]): ResourceList {
  const sums: Record<string, Quantity> = {}
  for (const container of containers)
    for (const [name, value] of Object.entries(container.resources?.requests ?? {})) {
      const before = sums[name] === undefined ? zeroAmount : parseQuantity(sums[name])
      sums[name] = formatQuantity(addAmounts(before, parseQuantity(value)))
    }
  return sums
}
