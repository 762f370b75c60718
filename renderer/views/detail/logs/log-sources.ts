import type { Pod } from "../../../../core/apis/core/v1.gen.ts"
import type { LogSource } from "../../../data/log-feed.ts"

/** More logs than this are not followed at once: each is a request that stays open. */
export const sourcesMax = 24

export interface LogChoice {
  /** Undefined: all. */
  readonly pod: string | undefined
  readonly container: string | undefined
}

/** The containers of pods, by name, each once: those that log from the beginning on come last. */
export function containerNames(pods: readonly Pod[]): readonly string[] {
  return [...new Set([...pods.flatMap(mainNames), ...pods.flatMap(otherNames)])]
}

const defaultAnnotation = "kubectl.kubernetes.io/default-container"

/** The container that is meant when nobody names one: as kubectl chooses it. */
export function defaultContainer(pods: readonly Pod[]): string | undefined {
  const names = containerNames(pods)
  const named = pods[0]?.metadata.annotations?.[defaultAnnotation]
  return names.find((name) => name === named) ?? names[0]
}

/** Which logs are read. Labels are as short as they can be. */
export function logSources(pods: readonly Pod[], { pod, container }: LogChoice): readonly LogSource[] {
  const chosen = pods.filter(({ metadata }) => pod === undefined || metadata.name === pod)
  const manyPods = chosen.length > 1
  return chosen.flatMap((each) => {
    const { namespace = "", name = "" } = each.metadata
    const names = [...mainNames(each), ...otherNames(each)].filter((found) => !container || found === container)
    return names.map((found) => ({
      namespace,
      pod: name,
      container: found,
      label: [...(manyPods ? [name] : []), ...(container === undefined || !manyPods ? [found] : [])].join("/"),
    }))
  })
}

function mainNames({ spec }: Pod): readonly string[] {
  return spec.containers.map(({ name }) => name)
}

function otherNames({ spec }: Pod): readonly string[] {
  return [...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])].map(({ name }) => name)
}
