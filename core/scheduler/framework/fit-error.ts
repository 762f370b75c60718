import type { Rejection } from "./plugin.ts"

/** Why no node was found, for one pod at one time. */
export interface Diagnosis {
  readonly nodeCount: number
  /** Why the pod can run nowhere; then no node was looked at. */
  readonly refusal: string | undefined
  readonly rejections: readonly Rejection[]
  /** Whether the pod may take the place of lesser ones. */
  readonly mayPreempt: boolean
}

/**
 * The sentence users know from `kubectl describe pod`, in the very words and order of Kubernetes' `FitError`:
 * `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable. ...`
 */
export function formatDiagnosis({ nodeCount, refusal, rejections, mayPreempt }: Diagnosis): string {
  if (nodeCount === 0) return "no nodes available to schedule pods"
  const head = `0/${nodeCount} nodes are available:`
  if (refusal !== undefined) return `${head} ${refusal}. not found`
  const reasons = tally(rejections.flatMap((rejection) => rejection.reasons))
  return `${head} ${reasons}. no new claims to deallocate, preemption: ${preemption(head, rejections, mayPreempt)}`
}

function preemption(head: string, rejections: readonly Rejection[], mayPreempt: boolean): string {
  if (!mayPreempt) return "not eligible due to preemptionPolicy=Never."
  const outcomes = rejections.map(({ resolvable }) =>
    resolvable ? "No preemption victims found for incoming pod" : "Preemption is not helpful for scheduling",
  )
  return `${head} ${tally(outcomes)}.`
}

/** `2 Insufficient cpu, 1 Too many pods`, in the order of the words, numbers included: as text is sorted. */
function tally(reasons: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(", ")
}
