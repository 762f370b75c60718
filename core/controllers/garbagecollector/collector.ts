import type { Client } from "../../client/client.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import { apiVersionOf } from "../../machinery/api/resource.ts"
import type { OwnerReference } from "../../machinery/meta/v1.gen.ts"
import { isConflict, isNotFound } from "../../machinery/status/status-error.ts"
import type { GarbageDecision } from "./decide.ts"
import { decideGarbage, orphan } from "./decide.ts"
import type { GraphNode, OwnerGraph } from "./graph.ts"
import { graphNodeOf } from "./graph.ts"

/** Owners known not to exist are remembered, the latest so many. */
const goneMax = 500

/** A reference to an owner that lives in another namespace than what it is said to own. */
export interface ForeignOwner {
  readonly dependent: GraphNode
  readonly owner: OwnerReference
}

/** Carries out what is decided about one object after the other. */
export class Collector {
  readonly #graph: OwnerGraph
  readonly #client: Client
  readonly #resourceOf: (apiVersion: string, kind: string) => Resource | undefined
  readonly #onForeignOwner: (found: ForeignOwner) => void
  /** Uids that are no more, and references that lead nowhere from where they stand. */
  readonly #gone = new Set<string>()

  constructor(options: {
    graph: OwnerGraph
    client: Client
    resourceOf: (apiVersion: string, kind: string) => Resource | undefined
    onForeignOwner: (found: ForeignOwner) => void
  }) {
    this.#graph = options.graph
    this.#client = options.client
    this.#resourceOf = options.resourceOf
    this.#onForeignOwner = options.onForeignOwner
  }

  noteGone(uid: string): void {
    this.#remember(uid)
  }

  #remember(gone: string): void {
    this.#gone.add(gone)
    for (const oldest of this.#gone) {
      if (this.#gone.size <= goneMax) return
      this.#gone.delete(oldest)
    }
  }

  /** Resolves to the uids that must be looked at next. */
  async collect(uid: string, signal: AbortSignal): Promise<readonly string[]> {
    const node = this.#graph.get(uid)
    if (node === undefined) return []
    try {
      const decision = await this.#decide(node, signal)
      if (decision.do !== "delete") return await this.#act(node, decision, signal)
      // The watches of owner and dependent run apart: one that was orphaned must not be deleted for its owner's end.
      const current = await this.#current(node, signal)
      if (current === undefined) return []
      const fresh = graphNodeOf(node.resource, current)
      this.#graph.set(fresh)
      return await this.#act(fresh, await this.#decide(fresh, signal), signal)
    } catch (error) {
      if (isNotFound(error)) return []
      throw error
    }
  }

  async #decide(node: GraphNode, signal: AbortSignal): Promise<GarbageDecision> {
    if (!node.isEnding) await this.#lookUpOwners(node, signal)
    return decideGarbage(node, this.#graph, (owner) => this.#isKnownGone(node, owner))
  }

  async #act(node: GraphNode, decision: GarbageDecision, signal: AbortSignal): Promise<readonly string[]> {
    switch (decision.do) {
      case "nothing":
        return []
      case "delete":
        await this.#delete(node, decision.propagation, signal)
        return []
      case "drop owners":
        await this.#dropOwners(node, decision.uids, signal)
        return []
      case "orphan dependents":
        for (const uid of this.#graph.dependentsOf(node.uid)) {
          const dependent = this.#graph.get(uid)
          if (dependent !== undefined) await this.#dropOwners(dependent, [node.uid], signal)
        }
        await this.#dropFinalizer(node, orphan, signal)
        return []
      case "delete dependents":
        return decision.uids.filter((uid) => this.#graph.get(uid)?.isEnding === false)
      case "drop finalizer":
        await this.#dropFinalizer(node, decision.finalizer, signal)
        return []
    }
  }

  /** Asks the server about each owner that no watch has shown: it may be new, of a kind not watched, or gone. */
  async #lookUpOwners(node: GraphNode, signal: AbortSignal): Promise<void> {
    for (const owner of node.owners) {
      if (this.#isKnownGone(node, owner) || this.#graph.ownerOf(node, owner) !== undefined) continue
      if (!(await this.#isGone(owner, node.namespace, signal))) continue
      this.#remember(referenceKey(node, owner))
      const namesake = this.#graph.get(owner.uid)?.namespace
      if (namesake !== undefined && namesake !== node.namespace) this.#onForeignOwner({ dependent: node, owner })
    }
  }

  #isKnownGone(node: GraphNode, owner: OwnerReference): boolean {
    return this.#gone.has(owner.uid) || this.#gone.has(referenceKey(node, owner))
  }

  async #isGone(owner: OwnerReference, namespace: string | undefined, signal: AbortSignal): Promise<boolean> {
    const resource = this.#resourceOf(owner.apiVersion, owner.kind)
    // Not served, or not any more: nobody can say, and so it stays.
    if (resource === undefined) throw new Error(`Cannot look up owner: ${owner.apiVersion} ${owner.kind} is not served`)
    // An owner in a namespace cannot own what has none.
    if (resource.namespaced && namespace === undefined) return false
    try {
      const at = { name: owner.name, signal, ...(resource.namespaced ? { namespace } : {}) }
      return (await this.#client.get(resource, at)).metadata.uid !== owner.uid
    } catch (error) {
      if (isNotFound(error)) return true
      throw error
    }
  }

  async #delete(node: GraphNode, propagationPolicy: string, signal: AbortSignal): Promise<void> {
    const { resource, uid } = node
    try {
      await this.#client.delete(resource, { ...atOf(node), signal }, { propagationPolicy, preconditions: { uid } })
    } catch (error) {
      // Another object has the name now.
      if (!isConflict(error)) throw error
    }
  }

  async #dropOwners(node: GraphNode, uids: readonly string[], signal: AbortSignal): Promise<void> {
    const current = await this.#current(node, signal)
    const references = current?.metadata.ownerReferences ?? []
    const rest = references.filter(({ uid }) => !uids.includes(uid))
    if (rest.length === references.length) return
    await this.#patchMetadata(
      node,
      current?.metadata.resourceVersion,
      { ownerReferences: rest.length === 0 ? null : rest },
      signal,
    )
  }

  async #dropFinalizer(node: GraphNode, finalizer: string, signal: AbortSignal): Promise<void> {
    const current = await this.#current(node, signal)
    const finalizers = current?.metadata.finalizers ?? []
    const rest = finalizers.filter((each) => each !== finalizer)
    if (rest.length === finalizers.length) return
    await this.#patchMetadata(
      node,
      current?.metadata.resourceVersion,
      { finalizers: rest.length === 0 ? null : rest },
      signal,
    )
  }

  /** As it is on the server, if it is still the same object. */
  async #current(node: GraphNode, signal: AbortSignal) {
    try {
      const current = await this.#client.get(node.resource, { ...atOf(node), signal })
      return current.metadata.uid === node.uid ? current : undefined
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }

  async #patchMetadata(
    node: GraphNode,
    resourceVersion: string | undefined,
    change: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<void> {
    const body = { metadata: { uid: node.uid, resourceVersion, ...change } }
    await this.#client.patch(node.resource, { ...atOf(node), signal }, { type: "merge", body })
  }
}

/** `apps/v1/Deployment`: owners name their kind in any version. */
export function kindIndex(resources: readonly Resource[]): (apiVersion: string, kind: string) => Resource | undefined {
  const byKind = new Map(resources.map((resource) => [`${resource.group}/${resource.kind}`, resource]))
  const exact = new Map(resources.map((resource) => [`${apiVersionOf(resource)} ${resource.kind}`, resource]))
  return (apiVersion, kind) => {
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : ""
    return exact.get(`${apiVersion} ${kind}`) ?? byKind.get(`${group}/${kind}`)
  }
}

/** What a reference leads to depends on where it stands: others may name the same uid rightly. */
function referenceKey({ namespace = "" }: GraphNode, { apiVersion, kind, name, uid }: OwnerReference): string {
  return [namespace, apiVersion, kind, name, uid].join(" ")
}

function atOf({ namespace, name }: GraphNode) {
  return { namespace, name }
}
