import type { LoadBalancerIngress, Service, ServicePort, ServiceSpec } from "../v1.gen.ts"
import { isLoadBalancer, isOpenToInside, isOpenToOutside } from "./facts.ts"

/** Three hours: how long a client stays with its endpoint. */
const affinitySeconds = 10_800

export function defaultService(service: Service): Service {
  const { spec, status } = service
  const typed = {
    ...service,
    spec: { ...spec, ...defaultAffinity(spec), type: spec.type || ("ClusterIP" as const) },
  }
  const ingress = status?.loadBalancer?.ingress
  return {
    ...typed,
    spec: {
      ...typed.spec,
      ...(spec.ports === undefined ? {} : { ports: spec.ports.map(defaultPort) }),
      ...(isOpenToOutside(typed) && !spec.externalTrafficPolicy ? { externalTrafficPolicy: "Cluster" } : {}),
      ...(isOpenToInside(typed) && !spec.internalTrafficPolicy ? { internalTrafficPolicy: "Cluster" } : {}),
      ...(isLoadBalancer(typed) && spec.allocateLoadBalancerNodePorts === undefined
        ? { allocateLoadBalancerNodePorts: true }
        : {}),
    },
    ...(isLoadBalancer(typed) && ingress !== undefined
      ? { status: { ...status, loadBalancer: { ...status.loadBalancer, ingress: ingress.map(defaultIngress) } } }
      : {}),
  }
}

function defaultAffinity({ sessionAffinity, sessionAffinityConfig }: ServiceSpec): Partial<ServiceSpec> {
  const affinity = sessionAffinity || "None"
  if (affinity === "None") return { sessionAffinity: affinity, sessionAffinityConfig: undefined }
  if (affinity !== "ClientIP") return { sessionAffinity: affinity }
  const timeoutSeconds = sessionAffinityConfig?.clientIP?.timeoutSeconds ?? affinitySeconds
  return { sessionAffinity: affinity, sessionAffinityConfig: { clientIP: { timeoutSeconds } } }
}

function defaultPort(port: ServicePort): ServicePort {
  const { targetPort } = port
  return { ...port, protocol: port.protocol || "TCP", targetPort: targetPort || port.port }
}

function defaultIngress(ingress: LoadBalancerIngress): LoadBalancerIngress {
  return ingress.ip && ingress.ipMode === undefined ? { ...ingress, ipMode: "VIP" } : ingress
}
