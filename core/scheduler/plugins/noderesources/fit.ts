import type { NodeState } from "../../cache/node-state.ts"
import type { PodInfo } from "../../cache/pod-info.ts"
import type { Plugin, Rejection } from "../../framework/plugin.ts"

/** A node takes what it has left and no more; of those that can, the one with most left is better. */
export const nodeResourcesFit: Plugin = {
  name: "NodeResourcesFit",
  wokenBy: ["node added", "node resources", "pod removed"],
  filterFor(info) {
    const requested = Object.entries(info.requests).filter(([, amount]) => amount > 0)
    return (node) => rejectionOf(requested, node)
  },
  score: {
    weight: 1,
    scorerFor: (info) => (node) => Math.floor((leftOf("cpu", info, node) + leftOf("memory", info, node)) / 2),
  },
}

function rejectionOf(requested: readonly (readonly [string, number])[], node: NodeState): Rejection | undefined {
  const { allocatable, requested: taken } = node
  let reasons: string[] | undefined
  let resolvable = true
  if (node.podCount + 1 > (allocatable["pods"] ?? 0)) reasons = ["Too many pods"]
  for (const [name, amount] of requested) {
    const all = allocatable[name] ?? 0
    if (amount <= all - (taken[name] ?? 0)) continue
    reasons = [...(reasons ?? []), `Insufficient ${name}`]
    // Not even an empty node would do.
    if (amount > all) resolvable = false
  }
  return reasons === undefined ? undefined : { reasons, resolvable }
}

/** Per cent of the node's amount that is left when the pod is there. */
function leftOf(name: "cpu" | "memory", info: PodInfo, node: NodeState): number {
  const all = node.allocatable[name] ?? 0
  const taken = node.scoredRequests[name] + info.scoredRequests[name]
  return all === 0 || taken > all ? 0 : Math.floor(((all - taken) * 100) / all)
}
