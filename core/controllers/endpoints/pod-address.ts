import { isPodReady, isPodTerminal } from "../../apis/core/pod/state.ts"
import type { ObjectReference, Pod, Service, ServicePort } from "../../apis/core/v1.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { matchesLabels, selectorOfLabels } from "../../machinery/selector/label-selector.ts"

/** Whether a service sends anything to this pod, ready or not. */
export function isEndpoint(pod: Pod, { includeTerminating }: { readonly includeTerminating: boolean }): boolean {
  if (isPodTerminal(pod) || !pod.status.podIP) return false
  return includeTerminating || pod.metadata.deletionTimestamp === undefined
}

/** Services without a selector have endpoints that somebody else writes; an ExternalName has none. */
export function hasSelector({ spec }: Service): boolean {
  return spec.selector !== undefined && Object.keys(spec.selector).length > 0 && spec.type !== "ExternalName"
}

export function selectsPod(service: Service, pod: Pod): boolean {
  return hasSelector(service) && matchesLabels(selectorOfLabels(service.spec.selector), pod.metadata.labels)
}

export function isHeadless({ spec }: Service): boolean {
  return spec.clusterIP === undefined || spec.clusterIP === "" || spec.clusterIP === "None"
}

/** The number behind a service's port on this pod; undefined when the pod has no port of that name. */
export function targetPortOf(pod: Pod, { targetPort, port, protocol = "TCP" }: ServicePort): number | undefined {
  if (typeof targetPort === "number") return targetPort === 0 ? port : targetPort
  if (targetPort === undefined || targetPort === "") return port
  const sidecars = (pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === "Always")
  for (const container of [...pod.spec.containers, ...sidecars]) {
    for (const each of container.ports ?? []) {
      if (each.name === targetPort && (each.protocol ?? "TCP") === protocol) return each.containerPort
    }
  }
  return undefined
}

/** The name under which DNS knows the pod inside the service. */
export function hostnameFor(pod: Pod, service: Service): string | undefined {
  const { hostname, subdomain } = pod.spec
  return hostname && subdomain === service.metadata.name ? hostname : undefined
}

export function targetRefOf({ metadata }: Pod): ObjectReference {
  return { kind: "Pod", namespace: metadata.namespace, name: metadata.name, uid: metadata.uid }
}

/** Whether anything changed that endpoints show. */
export function isSameEndpoint(a: Pod, b: Pod): boolean {
  return (
    a.status.podIP === b.status.podIP &&
    isPodReady(a) === isPodReady(b) &&
    isPodTerminal(a) === isPodTerminal(b) &&
    a.metadata.deletionTimestamp === b.metadata.deletionTimestamp &&
    a.spec.nodeName === b.spec.nodeName &&
    a.metadata.uid === b.metadata.uid &&
    isDeepEqual(a.metadata.labels, b.metadata.labels)
  )
}
