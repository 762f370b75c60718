import type { Pod } from "../../apis/core/v1.gen.ts"

export const configHashAnnotation = "kubernetes.io/config.hash"
export const configSourceAnnotation = "kubernetes.io/config.source"
export const configMirrorAnnotation = "kubernetes.io/config.mirror"
export const configSeenAnnotation = "kubernetes.io/config.seen"

export function uidOf(pod: Pod): string {
  return pod.metadata.uid ?? ""
}

export function nameOf(pod: Pod): string {
  return pod.metadata.name ?? ""
}

export function namespaceOf(pod: Pod): string {
  return pod.metadata.namespace ?? "default"
}

/** `web_default`: how the kubelet names a pod in messages. */
export function fullNameOf(pod: Pod): string {
  return `${nameOf(pod)}_${namespaceOf(pod)}`
}

/** From a file of the node, not from the API. */
export function isStaticPod(pod: Pod): boolean {
  const source = pod.metadata.annotations?.[configSourceAnnotation]
  return source !== undefined && source !== "api"
}

/** What the API shows of a static pod. */
export function isMirrorPod(pod: Pod): boolean {
  return pod.metadata.annotations?.[configMirrorAnnotation] !== undefined
}

export function isBeingDeleted(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined
}
