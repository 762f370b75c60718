import type { Pod } from "../../apis/core/v1.gen.ts"
import type { Labels } from "../../cri/runtime.ts"
import type { AnyContainer } from "../pod/containers.ts"
import { nameOf, namespaceOf, uidOf } from "../pod/identity.ts"

/** What the kubelet writes on sandboxes and containers, and reads back after a restart (Kubernetes' own names). */
export const labelNames = {
  podName: "io.kubernetes.pod.name",
  podNamespace: "io.kubernetes.pod.namespace",
  podUid: "io.kubernetes.pod.uid",
  containerName: "io.kubernetes.container.name",
} as const

export const annotationNames = {
  hash: "io.kubernetes.container.hash",
  restartCount: "io.kubernetes.container.restartCount",
  messagePath: "io.kubernetes.container.terminationMessagePath",
  messagePolicy: "io.kubernetes.container.terminationMessagePolicy",
  podGraceSeconds: "io.kubernetes.pod.terminationGracePeriod",
} as const

export function podLabels(pod: Pod): Labels {
  return {
    ...pod.metadata.labels,
    [labelNames.podName]: nameOf(pod),
    [labelNames.podNamespace]: namespaceOf(pod),
    [labelNames.podUid]: uidOf(pod),
  }
}

export function containerLabels(pod: Pod, container: AnyContainer): Labels {
  return {
    [labelNames.podName]: nameOf(pod),
    [labelNames.podNamespace]: namespaceOf(pod),
    [labelNames.podUid]: uidOf(pod),
    [labelNames.containerName]: container.name,
  }
}

export function containerAnnotations(pod: Pod, container: AnyContainer, restartCount: number): Labels {
  return {
    [annotationNames.hash]: containerHash(container),
    [annotationNames.restartCount]: String(restartCount),
    [annotationNames.messagePath]: container.terminationMessagePath ?? "/dev/termination-log",
    [annotationNames.messagePolicy]: container.terminationMessagePolicy ?? "File",
    [annotationNames.podGraceSeconds]: String(pod.spec?.terminationGracePeriodSeconds ?? 30),
  }
}

/** Changes when a running container no longer is what the pod says: its image, the only part that may change in place. */
export function containerHash({ name, image }: Pick<AnyContainer, "name" | "image">): string {
  return fnv1a(JSON.stringify([name, image ?? ""]))
}

function fnv1a(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash.toString(16).padStart(8, "0")
}
