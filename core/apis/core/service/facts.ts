import type { Service } from "../v1.gen.ts"

/** What follows from a service's type and policies: which fields mean something. */
export function isHeadless({ spec }: Service): boolean {
  return spec.clusterIPs?.[0] === "None" || (spec.clusterIP === "None" && (spec.clusterIPs ?? []).length === 0)
}

/** Without address and selector: whoever writes the endpoints decides what they are. */
export function isFreeOfFamilies(service: Service): boolean {
  return isHeadless(service) && Object.keys(service.spec.selector ?? {}).length === 0
}

export function needsClusterIP({ spec }: Service): boolean {
  return spec.type !== "ExternalName"
}

/** Traffic from inside the cluster has somewhere to go. */
export function isOpenToInside({ spec }: Service): boolean {
  return spec.type === "ClusterIP" || needsNodePort({ spec })
}

export function needsNodePort({ spec }: Pick<Service, "spec">): boolean {
  return spec.type === "NodePort" || spec.type === "LoadBalancer"
}

/** A load balancer may do without. */
export function getsNodePorts({ spec }: Service): boolean {
  return spec.type === "NodePort" || (spec.type === "LoadBalancer" && spec.allocateLoadBalancerNodePorts !== false)
}

export function isOpenToOutside({ spec }: Service): boolean {
  return needsNodePort({ spec }) || (spec.type === "ClusterIP" && (spec.externalIPs ?? []).length > 0)
}

/** Load balancers ask the node whether it has an endpoint of the service. */
export function needsHealthPort({ spec }: Service): boolean {
  return spec.type === "LoadBalancer" && spec.externalTrafficPolicy === "Local"
}

export function isLoadBalancer({ spec }: Service): boolean {
  return spec.type === "LoadBalancer"
}
