import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { OwnerReference } from "../../machinery/meta/v1.gen.ts"

/** What the collector knows of one object. */
export interface GraphNode {
  readonly resource: Resource
  readonly uid: string
  readonly namespace: string | undefined
  readonly name: string
  readonly owners: readonly OwnerReference[]
  readonly finalizers: readonly string[]
  readonly isEnding: boolean
}

const none: ReadonlySet<string> = new Set()

/**
 * Who owns whom, by uid, over everything that is served.
 *
 *   deployment ← replica set ← pod        dependentsOf(replica set) → {pod}
 */
export class OwnerGraph {
  readonly #nodes = new Map<string, GraphNode>()
  readonly #dependents = new Map<string, Set<string>>()

  get(uid: string): GraphNode | undefined {
    return this.#nodes.get(uid)
  }

  /**
   * The owner that a reference of `node` means, if it has been seen. What has its uid but lives in another namespace, or
   * is called otherwise, is not it: an owner is in the namespace of what it owns, or in none.
   */
  ownerOf(node: GraphNode, { uid, kind, name }: OwnerReference): GraphNode | undefined {
    const owner = this.#nodes.get(uid)
    if (owner === undefined || owner.name !== name || owner.resource.kind !== kind) return undefined
    return owner.namespace === undefined || owner.namespace === node.namespace ? owner : undefined
  }

  dependentsOf(uid: string): ReadonlySet<string> {
    return this.#dependents.get(uid) ?? none
  }

  set(node: GraphNode): void {
    this.#unlink(node.uid)
    this.#nodes.set(node.uid, node)
    for (const { uid } of node.owners) {
      const dependents = this.#dependents.get(uid)
      if (dependents === undefined) this.#dependents.set(uid, new Set([node.uid]))
      else dependents.add(node.uid)
    }
  }

  delete(uid: string): void {
    this.#unlink(uid)
    this.#nodes.delete(uid)
  }

  #unlink(uid: string): void {
    for (const owner of this.#nodes.get(uid)?.owners ?? []) {
      const dependents = this.#dependents.get(owner.uid)
      dependents?.delete(uid)
      if (dependents?.size === 0) this.#dependents.delete(owner.uid)
    }
  }
}

const noOwners: readonly OwnerReference[] = []
const noFinalizers: readonly string[] = []

export function graphNodeOf(resource: Resource, { metadata }: ApiObject): GraphNode {
  return {
    resource,
    uid: metadata.uid ?? "",
    namespace: metadata.namespace,
    name: metadata.name ?? "",
    owners: metadata.ownerReferences ?? noOwners,
    finalizers: metadata.finalizers ?? noFinalizers,
    isEnding: metadata.deletionTimestamp !== undefined,
  }
}
