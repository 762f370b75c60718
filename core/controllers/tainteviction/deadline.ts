import { tolerates } from "../../apis/core/podspec/tolerations.ts"
import type { Pod, Taint } from "../../apis/core/v1.gen.ts"

/**
 * When a pod must leave a node with these taints: 0 for at once, undefined for never. A taint is borne for the shortest time
 * that any toleration which covers it grants, from when the taint was put on.
 */
export function evictionTimeMs({ spec }: Pod, taints: readonly Taint[] | undefined, nowMs: number): number | undefined {
  let earliest: number | undefined
  for (const taint of taints ?? []) {
    if (taint.effect !== "NoExecute") continue
    const covering = (spec.tolerations ?? []).filter((toleration) => tolerates(toleration, taint))
    if (covering.length === 0) return 0
    const seconds = covering.flatMap(({ tolerationSeconds }) => tolerationSeconds ?? [])
    if (seconds.length === 0) continue
    const sinceMs = taint.timeAdded === undefined ? nowMs : Date.parse(taint.timeAdded)
    const atMs = sinceMs + Math.max(0, Math.min(...seconds)) * 1000
    earliest = Math.min(earliest ?? atMs, atMs)
  }
  return earliest
}
