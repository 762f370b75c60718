import type { OwnerReference } from "../../machinery/meta/v1.gen.ts"
import type { GraphNode, OwnerGraph } from "./graph.ts"

export const foreground = "foregroundDeletion"
export const orphan = "orphan"

export type Propagation = "Background" | "Foreground" | "Orphan"

export type GarbageDecision =
  | { readonly do: "nothing" }
  /** All owners are gone, or wait for it to go. */
  | { readonly do: "delete"; readonly propagation: Propagation }
  /** Some owners are gone and others keep it. */
  | { readonly do: "drop owners"; readonly uids: readonly string[] }
  /** It is being deleted and its dependents are to stay. */
  | { readonly do: "orphan dependents" }
  /** It is being deleted when its dependents are gone: those that hold it back go first. */
  | { readonly do: "delete dependents"; readonly uids: readonly string[] }
  | { readonly do: "drop finalizer"; readonly finalizer: string }

/**
 * What is to be done about an object. `isGone` says whether an owner is known not to exist. The rules are those of
 * Kubernetes' garbage collector ("Owners and dependents", "Cascading deletion").
 */
export function decideGarbage(
  node: GraphNode,
  graph: OwnerGraph,
  isGone: (owner: OwnerReference) => boolean,
): GarbageDecision {
  if (node.isEnding) {
    if (node.finalizers.includes(orphan)) return { do: "orphan dependents" }
    if (node.finalizers.includes(foreground)) return decideForeground(node, graph)
    return { do: "nothing" }
  }
  if (node.owners.length === 0) return { do: "nothing" }
  const gone: string[] = []
  const waiting: string[] = []
  for (const owner of node.owners) {
    if (isGone(owner)) gone.push(owner.uid)
    else if (isWaiting(graph.ownerOf(node, owner))) waiting.push(owner.uid)
  }
  const isKept = gone.length + waiting.length < node.owners.length
  if (isKept) {
    return gone.length + waiting.length === 0 ? { do: "nothing" } : { do: "drop owners", uids: [...gone, ...waiting] }
  }
  if (waiting.length > 0 && graph.dependentsOf(node.uid).size > 0) return { do: "delete", propagation: "Foreground" }
  return { do: "delete", propagation: propagationOf(node) }
}

function decideForeground(node: GraphNode, graph: OwnerGraph): GarbageDecision {
  const blocking = [...graph.dependentsOf(node.uid)].filter((uid) =>
    graph.get(uid)?.owners.some((owner) => owner.uid === node.uid && owner.blockOwnerDeletion === true),
  )
  if (blocking.length === 0) return { do: "drop finalizer", finalizer: foreground }
  return { do: "delete dependents", uids: blocking }
}

function isWaiting(owner: GraphNode | undefined): boolean {
  return owner?.isEnding === true && owner.finalizers.includes(foreground)
}

/** What the object itself was told before. */
function propagationOf({ finalizers }: GraphNode): Propagation {
  if (finalizers.includes(orphan)) return "Orphan"
  return finalizers.includes(foreground) ? "Foreground" : "Background"
}
