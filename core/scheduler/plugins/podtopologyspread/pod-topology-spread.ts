import { matchesLabels } from "../../../machinery/selector/label-selector.ts"
import type { ClusterCache } from "../../cache/cluster-cache.ts"
import type { NodeState } from "../../cache/node-state.ts"
import type { PodInfo } from "../../cache/pod-info.ts"
import { allOf } from "../../framework/filters.ts"
import type { Filter, Plugin, Rejection, Scorer } from "../../framework/plugin.ts"
import type { Constraint } from "./constraints.ts"
import { constraintsOf, matchingPods } from "./constraints.ts"

/**
 * Spreads pods over nodes and zones: as the pod's constraints say, else so that those of one controller do not crowd.
 * (Kubernetes finds the latter by the selectors of services and controllers; a pod's controller itself says the same.)
 */
export const podTopologySpread: Plugin = {
  name: "PodTopologySpread",
  wokenBy: ["node added", "node labels", "node taints", "pod assigned", "pod removed"],
  looksAround: true,
  filterFor({ pod }, cluster) {
    const constraints = constraintsOf(pod, "DoNotSchedule")
    if (constraints.length === 0) return undefined
    const filters = constraints.map((constraint) => filterBy(constraint, pod, cluster, constraints))
    return allOf(filters)
  },
  score: {
    weight: 2,
    normalize: "smaller is better",
    scorerFor(info, cluster, feasible) {
      const constraints = constraintsOf(info.pod, "ScheduleAnyway")
      if ((info.pod.spec.topologySpreadConstraints ?? []).length === 0) return crowdingOf(info, cluster)
      if (constraints.length === 0) return undefined
      return scoreBy(constraints, info, cluster, feasible)
    },
  },
}

function filterBy(
  { topologyKey, maxSkew, minDomains, selector, countsNode }: Constraint,
  pod: PodInfo["pod"],
  cluster: ClusterCache,
  all: readonly Constraint[],
): Filter {
  const counts = new Map<string, number>()
  for (const node of cluster.nodes) {
    const value = node.labels[topologyKey]
    if (value === undefined || !countsNode(node) || all.some((each) => node.labels[each.topologyKey] === undefined))
      continue
    counts.set(value, (counts.get(value) ?? 0) + matchingPods(node, pod.metadata.namespace, selector))
  }
  const least = counts.size < minDomains || counts.size === 0 ? 0 : Math.min(...counts.values())
  const self = matchesLabels(selector, pod.metadata.labels) ? 1 : 0
  return ({ labels }) => {
    const value = labels[topologyKey]
    if (value === undefined) return noLabel
    return (counts.get(value) ?? 0) + self - least > maxSkew ? skewed : undefined
  }
}

/** Fewer matching pods in the node's domains are better; a key with many domains weighs more. */
function scoreBy(
  constraints: readonly Constraint[],
  { pod }: PodInfo,
  cluster: ClusterCache,
  feasible: readonly NodeState[],
): Scorer {
  const parts = constraints.map(({ topologyKey, maxSkew, selector, countsNode }) => {
    const counts = new Map<string, number>()
    const domains = new Set(feasible.map(({ labels }) => labels[topologyKey]))
    for (const node of cluster.nodes) {
      const value = node.labels[topologyKey]
      if (value === undefined || !domains.has(value) || !countsNode(node)) continue
      counts.set(value, (counts.get(value) ?? 0) + matchingPods(node, pod.metadata.namespace, selector))
    }
    return { topologyKey, maxSkew, counts, weight: Math.log(domains.size + 2) }
  })
  return ({ labels }) =>
    parts.reduce((sum, { topologyKey, maxSkew, counts, weight }) => {
      const value = labels[topologyKey]
      return value === undefined ? sum : sum + (counts.get(value) ?? 0) * weight + (maxSkew - 1)
    }, 0)
}

function crowdingOf({ controllerUid }: PodInfo, cluster: ClusterCache): Scorer | undefined {
  if (controllerUid === undefined) return undefined
  const perZone = new Map<string, number>()
  for (const node of cluster.nodes) {
    const zone = node.labels[zoneLabel]
    if (zone === undefined) continue
    perZone.set(zone, (perZone.get(zone) ?? 0) + node.podsOfController(controllerUid))
  }
  const nodeWeight = Math.log(cluster.nodes.length + 2)
  const zoneWeight = Math.log(perZone.size + 2)
  return (node) => {
    const zone = node.labels[zoneLabel]
    const inZone = zone === undefined ? 0 : (perZone.get(zone) ?? 0)
    return node.podsOfController(controllerUid) * nodeWeight + inZone * zoneWeight
  }
}

const zoneLabel = "topology.kubernetes.io/zone"

const skewed: Rejection = { reasons: ["node(s) didn't match pod topology spread constraints"], resolvable: true }

const noLabel: Rejection = {
  reasons: ["node(s) didn't match pod topology spread constraints (missing required label)"],
  resolvable: false,
}
