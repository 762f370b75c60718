import type { Container, EphemeralContainer, Pod } from "../../apis/core/v1.gen.ts"

/** A container of any of the three lists, as what they have in common. */
export type AnyContainer = Container & Pick<EphemeralContainer, "targetContainerName">

export type ContainerList = "containers" | "initContainers" | "ephemeralContainers"

export interface Placed {
  readonly list: ContainerList
  readonly container: AnyContainer
}

export function regularContainers(pod: Pod): readonly Container[] {
  return pod.spec?.containers ?? []
}

export function initContainers(pod: Pod): readonly Container[] {
  return pod.spec?.initContainers ?? []
}

export function allContainers(pod: Pod): readonly Placed[] {
  return [
    ...initContainers(pod).map((container) => ({ list: "initContainers", container }) as const),
    ...regularContainers(pod).map((container) => ({ list: "containers", container }) as const),
    ...(pod.spec?.ephemeralContainers ?? []).map((container) => ({ list: "ephemeralContainers", container }) as const),
  ]
}

export function findContainer(pod: Pod, name: string): Placed | undefined {
  return allContainers(pod).find(({ container }) => container.name === name)
}

/** A sidecar: an init container that keeps running. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === "Always"
}

export function sidecars(pod: Pod): readonly Container[] {
  return initContainers(pod).filter(isSidecar)
}

/** What an event about a container names: `spec.containers{web}`. */
export function fieldPathOf({ list, container }: Placed): string {
  return `spec.${list}{${container.name}}`
}
