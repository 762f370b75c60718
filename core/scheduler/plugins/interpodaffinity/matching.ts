import type { Pod } from "../../../apis/core/v1.gen.ts"
import { matchesLabels } from "../../../machinery/selector/label-selector.ts"
import type { NodeState } from "../../cache/node-state.ts"
import type { AffinityTerm } from "../../cache/pod-info.ts"

/** Labels of a namespace, for terms that select namespaces. */
export type NamespaceLabels = (name: string) => Readonly<Record<string, string>> | undefined

export function termMatches(term: AffinityTerm, { metadata }: Pod, labelsOf: NamespaceLabels): boolean {
  const { namespace = "", labels } = metadata
  const isNamespace =
    term.namespaces.has(namespace) ||
    (term.namespaceSelector !== undefined && matchesLabels(term.namespaceSelector, labelsOf(namespace)))
  return isNamespace && matchesLabels(term.selector, labels)
}

/** In which domains of a term's topology pods run that it matches, and how many. */
export function domainsOf(
  term: AffinityTerm,
  nodes: Iterable<NodeState>,
  labelsOf: NamespaceLabels,
): ReadonlyMap<string, number> {
  const domains = new Map<string, number>()
  for (const node of nodes) {
    const value = node.labels[term.topologyKey]
    if (value === undefined) continue
    for (const { pod } of node.pods) {
      if (termMatches(term, pod, labelsOf)) domains.set(value, (domains.get(value) ?? 0) + 1)
    }
  }
  return domains
}
