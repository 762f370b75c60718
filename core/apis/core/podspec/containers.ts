import type { Container, EphemeralContainer, PodSpec } from "../v1.gen.ts"

export type AnyContainer = Container | EphemeralContainer

/** Init containers, then containers, then ephemeral ones: the order in which Kubernetes looks at them. */
export function allContainers(spec: PodSpec): readonly AnyContainer[] {
  return [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])]
}

/** An init container that keeps running beside the others: a sidecar. */
export function isSidecar(container: Pick<Container, "restartPolicy"> | undefined): boolean {
  return container?.restartPolicy === "Always"
}
