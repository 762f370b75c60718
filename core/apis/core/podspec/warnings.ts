import { dns1123Label } from "../../../machinery/field/format.ts"
import { milliValue } from "../../../machinery/quantity/quantity.ts"
import type { PodAffinity, PodSpec } from "../v1.gen.ts"
import type { AnyContainer } from "./containers.ts"

/** What is accepted and probably not meant, in Kubernetes' words (`GetWarningsForPod`). */
export function warnAboutPodSpec(spec: PodSpec | undefined, at: string): readonly string[] {
  if (spec === undefined) return []
  return [
    ...warnAboutLabels(spec.nodeSelector, `${at}.nodeSelector`),
    ...warnAboutSelectors(spec, at),
    ...repeatedIn(spec.hostAliases?.map(({ ip }) => ip)).map(
      (index) => `${at}.hostAliases[${index}].ip: duplicate ip "${spec.hostAliases?.[index]?.ip}"`,
    ),
    ...(spec.imagePullSecrets ?? []).flatMap(({ name }, index) =>
      name ? [] : [`${at}.imagePullSecrets[${index}].name: invalid empty name ""`],
    ),
    ...repeatedIn(spec.imagePullSecrets?.map(({ name }) => name ?? "")).map(
      (index) => `${at}.imagePullSecrets[${index}].name: duplicate name "${spec.imagePullSecrets?.[index]?.name}"`,
    ),
    ...(spec.volumes ?? []).flatMap(({ gitRepo }, index) =>
      gitRepo === undefined
        ? []
        : [`${at}.volumes[${index}].gitRepo: deprecated in v1.11, and disabled by default in v1.33+`],
    ),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0
      ? [`${at}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`]
      : []),
    ...(["initContainers", "containers"] as const).flatMap((list) =>
      (spec[list] ?? []).flatMap((container, index) => warnAboutContainer(container, `${at}.${list}[${index}]`)),
    ),
  ]
}

/** A name that becomes part of host names should be able to be one. */
export function warnAboutHostname(name: string | undefined, where: string): readonly string[] {
  const complaints = dns1123Label(name ?? "")
  if (complaints.length === 0) return []
  const advice = "which can result in surprising behavior; a DNS label is recommended"
  return [`metadata.name: this is used in ${where}, ${advice}: [${complaints.join(" ")}]`]
}

const renamedLabels: Readonly<Record<string, string>> = {
  "beta.kubernetes.io/arch": 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  "beta.kubernetes.io/os": 'deprecated since v1.14; use "kubernetes.io/os" instead',
  "failure-domain.beta.kubernetes.io/region": 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  "failure-domain.beta.kubernetes.io/zone": 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  "beta.kubernetes.io/instance-type": 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
}

function warnAboutLabels(labels: PodSpec["nodeSelector"], at: string): readonly string[] {
  return Object.keys(labels ?? {}).flatMap((key) => {
    const advice = renamedLabels[key]
    return advice === undefined ? [] : [`${at}[${key}]: ${advice}`]
  })
}

/** A selector that was forgotten selects nothing. */
function warnAboutSelectors({ topologySpreadConstraints, affinity }: PodSpec, at: string): readonly string[] {
  const warning = "labelSelector: a null labelSelector results in matching no pod"
  return [
    ...(topologySpreadConstraints ?? []).flatMap(({ labelSelector }, index) =>
      labelSelector === undefined ? [`${at}.topologySpreadConstraints[${index}].${warning}`] : [],
    ),
    ...(["podAffinity", "podAntiAffinity"] as const).flatMap((kind) =>
      termsOf(affinity?.[kind]).flatMap(([path, { labelSelector }]) =>
        labelSelector === undefined ? [`${at}.affinity.${kind}.${path}.${warning}`] : [],
      ),
    ),
  ]
}

function termsOf(affinity: PodAffinity | undefined) {
  const [must, better] = [
    "requiredDuringSchedulingIgnoredDuringExecution",
    "preferredDuringSchedulingIgnoredDuringExecution",
  ] as const
  return [
    ...(affinity?.[must] ?? []).map((term, index) => [`${must}[${index}]`, term] as const),
    ...(affinity?.[better] ?? []).map(
      ({ podAffinityTerm }, index) => [`${better}[${index}].podAffinityTerm`, podAffinityTerm] as const,
    ),
  ]
}

function warnAboutContainer(container: AnyContainer, at: string): readonly string[] {
  const names = container.env?.map(({ name }) => name)
  return [
    ...warnAboutFractions(container, at),
    ...repeatedIn(names).map((index) => {
      const name = names?.[index]
      return `${at}.env[${index}]: hides previous definition of "${name}", which may be dropped when using apply`
    }),
    ...repeatedIn(container.ports?.map(portKey)).map(
      (index) => `${at}.ports[${index}]: duplicate port definition with ${at}.ports[${firstLike(container, index)}]`,
    ),
  ]
}

/** Half a byte cannot be had. */
function warnAboutFractions({ resources }: AnyContainer, at: string): readonly string[] {
  return (["limits", "requests"] as const).flatMap((list) =>
    ["memory", "ephemeral-storage"].flatMap((name) => {
      const amount = resources?.[list]?.[name]
      if (amount === undefined || milliValue(amount) % 1000 === 0) return []
      return [`${at}.resources.${list}[${name}]: fractional byte value "${amount}" is invalid, must be an integer`]
    }),
  )
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
