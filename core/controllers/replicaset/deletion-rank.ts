import { isPodReady } from "../../apis/core/pod/state.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { findCondition } from "../../machinery/meta/conditions.ts"

const deletionCost = "controller.kubernetes.io/pod-deletion-cost"

/**
 * Which pods to delete when there are too many: those first whose loss matters least. In Kubernetes' order: unassigned,
 * pending, not ready, of lower deletion cost, crowded on their node, ready for a short time, often restarted, young. Ages
 * count by magnitude only, so that it is not always the newest that goes.
 */
export function pickForDeletion(
  pods: readonly Pod[],
  related: readonly Pod[],
  count: number,
  nowMs: number,
): readonly Pod[] {
  if (count >= pods.length) return pods
  const perNode = new Map<string, number>()
  for (const { spec } of related) perNode.set(spec.nodeName ?? "", (perNode.get(spec.nodeName ?? "") ?? 0) + 1)
  const ranked = pods.map((pod) => ({ pod, rank: rankOf(pod, perNode, nowMs) }))
  ranked.sort((a, b) => compareRanks(a.rank, b.rank))
  return ranked.slice(0, count).map(({ pod }) => pod)
}

const phases: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 }

/** Compared number by number; the smaller goes first. */
function rankOf(pod: Pod, perNode: ReadonlyMap<string, number>, nowMs: number): readonly number[] {
  const { metadata, spec, status } = pod
  const isReady = isPodReady(pod)
  const readySince = findCondition(status.conditions, "Ready")?.lastTransitionTime
  return [
    spec.nodeName ? 1 : 0,
    phases[status.phase ?? ""] ?? 0,
    isReady ? 1 : 0,
    Number(metadata.annotations?.[deletionCost] ?? 0) || 0,
    -(perNode.get(spec.nodeName ?? "") ?? 0),
    isReady ? magnitudeOfAge(readySince, nowMs) : 0,
    -mostRestarts(pod),
    magnitudeOfAge(metadata.creationTimestamp, nowMs),
  ]
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The logarithm of the age; -1 for what has no time yet. */
function magnitudeOfAge(time: string | undefined, nowMs: number): number {
  const ageMs = nowMs - Date.parse(time ?? "")
  return Number.isNaN(ageMs) ? -1 : Math.floor(Math.log2(Math.max(1, ageMs)))
}

function mostRestarts({ status }: Pod): number {
  return Math.max(0, ...(status.containerStatuses ?? []).map((container) => container.restartCount))
}
