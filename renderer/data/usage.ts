import type { MetricsSample } from "../../core/bridge/contract/api.ts"

/** What one node or pod used at one moment. */
export interface UsagePoint {
  readonly atMs: number
  /** 1000 is one core. */
  readonly cpuMillicores: number
  readonly memoryBytes: number
}

/** How far back charts go. */
export const usageWindowMs = 60 * 60_000

/** At a sample every few seconds an hour has fewer: a bound, should they come faster. */
const samplesMax = 2_000

/** The samples of the last hour, oldest first; what came twice (a stream that began anew) counts once. */
export function withSamples(
  known: readonly MetricsSample[],
  added: readonly MetricsSample[],
): readonly MetricsSample[] {
  const last = known.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY
  const all = [...known, ...added.filter(({ atMs }) => atMs > last)]
  const from = (all.at(-1)?.atMs ?? 0) - usageWindowMs
  return all.filter(({ atMs }) => atMs >= from).slice(-samplesMax)
}

/** The history of one node, or of one pod (`namespace/name`). Moments at which it was not there are left out. */
export function usageOf(
  samples: readonly MetricsSample[],
  what: { readonly kind: "node" | "pod"; readonly name: string },
): readonly UsagePoint[] {
  return samples.flatMap(({ atMs, nodes, pods }) => {
    const found = (what.kind === "node" ? nodes : pods).find(({ name }) => name === what.name)
    return found === undefined ? [] : [{ atMs, cpuMillicores: found.cpuMillicores, memoryBytes: found.memoryBytes }]
  })
}
