import { fitsNode } from "../../../apis/core/podspec/node-affinity.ts"
import { findUntolerated } from "../../../apis/core/podspec/tolerations.ts"
import type { Pod, TopologySpreadConstraint } from "../../../apis/core/v1.gen.ts"
import type { Selector } from "../../../machinery/selector/label-selector.ts"
import { matchesLabels, selectorOf } from "../../../machinery/selector/label-selector.ts"
import type { NodeState } from "../../cache/node-state.ts"

/** One of a pod's constraints with its selector read. */
export interface Constraint {
  readonly topologyKey: string
  readonly maxSkew: number
  readonly minDomains: number
  readonly selector: Selector
  /** Whether a node's pods count at all. */
  readonly countsNode: (node: NodeState) => boolean
}

export function constraintsOf(pod: Pod, when: TopologySpreadConstraint["whenUnsatisfiable"]): readonly Constraint[] {
  const constraints = pod.spec.topologySpreadConstraints ?? []
  return constraints
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === when)
    .map((each) => constraintOf(each, pod))
}

/** How many pods of the namespace the constraint counts on a node; those on their way out do not count. */
export function matchingPods(node: NodeState, namespace: string | undefined, selector: Selector): number {
  let count = 0
  for (const { pod } of node.pods) {
    if (pod.metadata.namespace !== namespace || pod.metadata.deletionTimestamp !== undefined) continue
    if (matchesLabels(selector, pod.metadata.labels)) count++
  }
  return count
}

function constraintOf(constraint: TopologySpreadConstraint, pod: Pod): Constraint {
  const { topologyKey, maxSkew, minDomains = 1, labelSelector, matchLabelKeys = [] } = constraint
  const labels = pod.metadata.labels ?? {}
  const selector = selectorOf(labelSelector)
  const keys = matchLabelKeys.flatMap((key) => {
    const value = labels[key]
    return value === undefined ? [] : [{ key, operator: "=", values: [value] } as const]
  })
  return {
    topologyKey,
    maxSkew,
    minDomains,
    selector: { ...selector, requirements: [...selector.requirements, ...keys] },
    countsNode: policyOf(constraint, pod),
  }
}

/** By default nodes count that the pod's node affinity admits, whatever their taints. */
function policyOf(constraint: TopologySpreadConstraint, { spec }: Pod): (node: NodeState) => boolean {
  const { nodeAffinityPolicy = "Honor", nodeTaintsPolicy = "Ignore" } = constraint
  return ({ node }) => {
    if (node === undefined) return false
    if (nodeAffinityPolicy === "Honor" && !fitsNode(spec, node)) return false
    if (nodeTaintsPolicy === "Ignore") return true
    const matters = ({ effect }: { readonly effect: string }) => effect !== "PreferNoSchedule"
    return findUntolerated(node.spec.taints, spec.tolerations, matters) === undefined
  }
}
