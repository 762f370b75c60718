import type { NodeState } from "../../cache/node-state.ts"
import type { PodInfo } from "../../cache/pod-info.ts"
import type { Plugin } from "../../framework/plugin.ts"

/** Prefers the node on which cpu and memory would be used alike, so that neither is left without the other. */
export const nodeResourcesBalancedAllocation: Plugin = {
  name: "NodeResourcesBalancedAllocation",
  wokenBy: [],
  score: {
    weight: 1,
    scorerFor(info) {
      if (!info.requests["cpu"] && !info.requests["memory"]) return undefined
      return (node) => {
        const [cpu, memory] = [shareOf("cpu", info, node), shareOf("memory", info, node)]
        return Math.floor((1 - Math.abs(cpu - memory) / 2) * 100)
      }
    },
  },
}

function shareOf(name: "cpu" | "memory", { requests }: PodInfo, { allocatable, requested }: NodeState): number {
  const all = allocatable[name] ?? 0
  return all === 0 ? 1 : Math.min(1, ((requested[name] ?? 0) + (requests[name] ?? 0)) / all)
}
