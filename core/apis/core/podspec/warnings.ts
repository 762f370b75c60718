import type { PodSpec } from "../v1.gen.ts"
import type { AnyContainer } from "./containers.ts"

/** What is accepted and probably not meant, in Kubernetes' words (`GetWarningsForPod`). */
export function warnAboutPodSpec(spec: PodSpec, at: string): readonly string[] {
  const lists = ["initContainers", "containers"] as const
  const grace = spec.terminationGracePeriodSeconds ?? 0
  return [
    ...repeatedIn(spec.hostAliases?.map(({ ip }) => ip)).map(
      (index) => `${at}.hostAliases[${index}].ip: duplicate ip "${spec.hostAliases?.[index]?.ip}"`,
    ),
    ...(spec.imagePullSecrets ?? []).flatMap(({ name }, index) =>
      name ? [] : [`${at}.imagePullSecrets[${index}].name: invalid empty name ""`],
    ),
    ...repeatedIn(spec.imagePullSecrets?.map(({ name }) => name ?? "")).map(
      (index) => `${at}.imagePullSecrets[${index}].name: duplicate name "${spec.imagePullSecrets?.[index]?.name}"`,
    ),
    ...(grace < 0
      ? [`${at}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`]
      : []),
    ...lists.flatMap((list) =>
      (spec[list] ?? []).flatMap((container, index) => warnAboutContainer(container, `${at}.${list}[${index}]`)),
    ),
  ]
}

function warnAboutContainer(container: AnyContainer, at: string): readonly string[] {
  const names = container.env?.map(({ name }) => name)
  return [
    ...repeatedIn(names).map(
      (index) =>
        `${at}.env[${index}]: hides previous definition of "${names?.[index]}", which may be dropped when using apply`,
    ),
    ...portRepeats(container).map(
      (index) => `${at}.ports[${index}]: duplicate port definition with ${at}.ports[${firstLike(container, index)}]`,
    ),
  ]
}

function portRepeats(container: AnyContainer): readonly number[] {
  return repeatedIn(container.ports?.map(portKey))
}

function firstLike({ ports }: AnyContainer, index: number): number {
  const own = ports?.[index]
  return own === undefined ? -1 : (ports ?? []).findIndex((port) => portKey(port) === portKey(own))
}

function portKey(port: NonNullable<AnyContainer["ports"]>[number]): string {
  return `${port.containerPort}/${port.protocol}/${port.hostIP ?? ""}/${port.hostPort ?? 0}`
}

/** Positions of values that were there before. */
function repeatedIn(values: readonly string[] | undefined): readonly number[] {
  return (values ?? []).flatMap((value, index) => (values?.indexOf(value) === index ? [] : [index]))
}
