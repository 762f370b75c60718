import type { Operator } from "../../../machinery/selector/label-selector.ts"
import { matchesLabels } from "../../../machinery/selector/label-selector.ts"
import type { Node, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from "../v1.gen.ts"

/** Whether the pod's node selector and required node affinity let it onto this node. */
export function fitsNode({ nodeSelector, affinity }: PodSpec, node: Node): boolean {
  const labels = node.metadata.labels ?? {}
  for (const [key, value] of Object.entries(nodeSelector ?? {})) if (labels[key] !== value) return false
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return required === undefined || matchesNodeSelector(required, node)
}

/** One term is enough; a selector without terms matches nothing. */
export function matchesNodeSelector({ nodeSelectorTerms }: NodeSelector, node: Node): boolean {
  return nodeSelectorTerms.some((term) => matchesNodeTerm(term, node))
}

/** A term that asks for nothing matches nothing. */
export function matchesNodeTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Node): boolean {
  if (matchExpressions.length === 0 && matchFields.length === 0) return false
  const fields = { "metadata.name": node.metadata.name ?? "" }
  return matchesAll(matchExpressions, node.metadata.labels ?? {}) && matchesAll(matchFields, fields)
}

/** The nodes that `matchFields` names in every term, as a daemon set's pods have it; undefined: any node may do. */
export function namedNodes({ affinity }: PodSpec): ReadonlySet<string> | undefined {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  if (terms === undefined || terms.length === 0) return undefined
  const names = new Set<string>()
  for (const { matchFields = [] } of terms) {
    const byName = matchFields.filter(({ key, operator }) => key === "metadata.name" && operator === "In")
    const [first, ...others] = byName.map(({ values = [] }) => values)
    if (first === undefined) return undefined
    for (const name of first) if (others.every((values) => values.includes(name))) names.add(name)
  }
  return names
}

const operators: Readonly<Record<NodeSelectorRequirement["operator"], Operator>> = {
  In: "in",
  NotIn: "notin",
  Exists: "exists",
  DoesNotExist: "!",
  Gt: "gt",
  Lt: "lt",
}

function matchesAll(
  requirements: readonly NodeSelectorRequirement[],
  labels: Readonly<Record<string, string>>,
): boolean {
  const known = requirements.map(({ key, operator, values = [] }) => ({ key, operator: operators[operator], values }))
  return matchesLabels({ requirements: known }, labels)
}
