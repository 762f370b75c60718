import type { Affinity } from "../../../apis/core/v1.gen.ts"
import type { ClusterCache } from "../../cache/cluster-cache.ts"
import type { AffinityTerm, PodInfo } from "../../cache/pod-info.ts"
import { affinityTermOf, affinityTermsOf } from "../../cache/pod-info.ts"
import { allOf } from "../../framework/filters.ts"
import type { Filter, Plugin, Rejection, Scorer } from "../../framework/plugin.ts"
import type { NamespaceLabels } from "./matching.ts"
import { domainsOf, termMatches } from "./matching.ts"

/** Pods that want to be, or must not be, where certain other pods are. */
export function interPodAffinity(labelsOf: NamespaceLabels): Plugin {
  return {
    name: "InterPodAffinity",
    wokenBy: ["node added", "node labels", "pod assigned", "pod removed"],
    looksAround: true,
    filterFor(info, cluster) {
      const filters = [
        filterByAffinity(info, cluster, labelsOf),
        filterByAntiAffinity(info, cluster, labelsOf),
        filterByOthers(info, cluster, labelsOf),
      ].filter((filter) => filter !== undefined)
      if (filters.length === 0) return undefined
      return allOf(filters)
    },
    score: {
      weight: 2,
      normalize: "spread over the range",
      scorerFor: ({ pod }, cluster) => scorerBy(pod.spec.affinity, pod, cluster, labelsOf),
    },
  }
}

/** Every term must be met. The first of a group that wants to be together may start anywhere. */
function filterByAffinity({ pod }: PodInfo, cluster: ClusterCache, labelsOf: NamespaceLabels): Filter | undefined {
  const required = pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  const terms = affinityTermsOf(required, pod)
  if (terms.length === 0) return undefined
  const domains = terms.map((term) => domainsOf(term, cluster.nodes, labelsOf))
  const isFirst = domains.every(({ size }) => size === 0) && terms.every((term) => termMatches(term, pod, labelsOf))
  return ({ labels }) => {
    const isMet = terms.every(({ topologyKey }, at) => {
      const value = labels[topologyKey]
      return value !== undefined && (isFirst || domains[at]?.has(value) === true)
    })
    return isMet ? undefined : notTogether
  }
}

function filterByAntiAffinity(info: PodInfo, cluster: ClusterCache, labelsOf: NamespaceLabels): Filter | undefined {
  const terms = info.requiredAntiAffinity
  if (terms.length === 0) return undefined
  const domains = terms.map((term) => domainsOf(term, cluster.nodes, labelsOf))
  return ({ labels }) => (isInAny(labels, terms, domains) ? notApart : undefined)
}

/** The pods that run already may keep this one away. */
function filterByOthers({ pod }: PodInfo, cluster: ClusterCache, labelsOf: NamespaceLabels): Filter | undefined {
  const closed = new Set<string>()
  for (const node of cluster.nodesWithAntiAffinity) {
    for (const { requiredAntiAffinity } of node.pods) {
      for (const term of requiredAntiAffinity) {
        const value = node.labels[term.topologyKey]
        if (value !== undefined && termMatches(term, pod, labelsOf)) closed.add(`${term.topologyKey}=${value}`)
      }
    }
  }
  if (closed.size === 0) return undefined
  return ({ labels }) => {
    for (const key in labels) if (closed.has(`${key}=${labels[key]}`)) return keptAway
    return undefined
  }
}

function isInAny(
  labels: Readonly<Record<string, string>>,
  terms: readonly AffinityTerm[],
  domains: readonly ReadonlyMap<string, number>[],
): boolean {
  return terms.some(({ topologyKey }, at) => {
    const value = labels[topologyKey]
    return value !== undefined && domains[at]?.has(value) === true
  })
}

/** The pod's own preferences; those of the pods that run already are not asked. */
function scorerBy(
  affinity: Affinity | undefined,
  pod: PodInfo["pod"],
  cluster: ClusterCache,
  labelsOf: NamespaceLabels,
): Scorer | undefined {
  const together = affinity?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  const apart = affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  const weighted = [
    ...together.map(({ podAffinityTerm, weight }) => ({ term: affinityTermOf(podAffinityTerm, pod), weight })),
    ...apart.map(({ podAffinityTerm, weight }) => ({ term: affinityTermOf(podAffinityTerm, pod), weight: -weight })),
  ].map(({ term, weight }) => ({ term, weight, domains: domainsOf(term, cluster.nodes, labelsOf) }))
  if (weighted.length === 0) return undefined
  return ({ labels }) =>
    weighted.reduce((sum, { term, weight, domains }) => {
      return sum + weight * (domains.get(labels[term.topologyKey] ?? "") ?? 0)
    }, 0)
}

const notTogether: Rejection = { reasons: ["node(s) didn't match pod affinity rules"], resolvable: false }
const notApart: Rejection = { reasons: ["node(s) didn't match pod anti-affinity rules"], resolvable: true }
const keptAway: Rejection = {
  reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"],
  resolvable: true,
}
