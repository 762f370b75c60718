import type { Amounts } from "../../apis/core/podspec/requests.ts"
import { podRequests } from "../../apis/core/podspec/requests.ts"
import type { ContainerPort, Pod, PodAffinityTerm } from "../../apis/core/v1.gen.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import { controllerOf } from "../../machinery/meta/owners.ts"
import type { Selector } from "../../machinery/selector/label-selector.ts"
import { selectorOf } from "../../machinery/selector/label-selector.ts"

/** What counts for scoring when a container asks for nothing, so that such pods spread too (Kubernetes' own numbers). */
const assumedMilliCpu = 100
const assumedMemoryBytes = 200 * 1024 * 1024

/** A pod with what the scheduler reads of it again and again worked out once. */
export interface PodInfo {
  readonly key: string
  readonly pod: Pod
  readonly requests: Amounts
  /** The same with `assumed…` in the place of nothing; for scores only. */
  readonly scoredRequests: { readonly cpu: number; readonly memory: number }
  readonly hostPorts: readonly HostPort[]
  /** The uid of what controls it: pods of one controller are spread over nodes. */
  readonly controllerUid: string | undefined
  readonly requiredAntiAffinity: readonly AffinityTerm[]
}

export interface HostPort {
  readonly ip: string
  readonly protocol: string
  readonly port: number
}

/** A pod affinity term with its selectors read. */
export interface AffinityTerm {
  readonly topologyKey: string
  readonly selector: Selector
  readonly namespaces: ReadonlySet<string>
  /** Undefined: only `namespaces` count. */
  readonly namespaceSelector: Selector | undefined
}

export function podInfoOf(pod: Pod): PodInfo {
  const requests = podRequests(pod.spec)
  const antiAffinity = pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  const idle = pod.spec.containers.length
  return {
    key: keyOf(pod),
    pod,
    requests,
    scoredRequests: {
      cpu: requests["cpu"] ?? idle * assumedMilliCpu,
      memory: requests["memory"] ?? idle * assumedMemoryBytes,
    },
    hostPorts: hostPortsOf(pod),
    controllerUid: controllerOf(pod)?.uid,
    requiredAntiAffinity: affinityTermsOf(antiAffinity, pod),
  }
}

export function affinityTermsOf(terms: readonly PodAffinityTerm[] | undefined, pod: Pod): readonly AffinityTerm[] {
  return (terms ?? []).map((term) => affinityTermOf(term, pod))
}

/** Without namespaces and without a selector for them, a term means the pod's own namespace. */
export function affinityTermOf(term: PodAffinityTerm, { metadata }: Pod): AffinityTerm {
  const { topologyKey, labelSelector, namespaceSelector, namespaces = [] } = term
  const isOwn = namespaces.length === 0 && namespaceSelector === undefined
  return {
    topologyKey,
    selector: selectorOf(labelSelector),
    namespaces: new Set(isOwn ? [metadata.namespace ?? ""] : namespaces),
    namespaceSelector: namespaceSelector === undefined ? undefined : selectorOf(namespaceSelector),
  }
}

function hostPortsOf({ spec }: Pod): readonly HostPort[] {
  const sidecars = (spec.initContainers ?? []).filter((container) => container.restartPolicy === "Always")
  const ports: readonly ContainerPort[] = [...spec.containers, ...sidecars].flatMap((each) => each.ports ?? [])
  return ports.flatMap(({ hostPort, hostIP, protocol = "TCP" }) =>
    hostPort ? [{ ip: hostIP || "0.0.0.0", protocol, port: hostPort }] : [],
  )
}
