import type { Node, Pod } from "../../apis/core/v1.gen.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import { NodeState } from "./node-state.ts"
import type { PodInfo } from "./pod-info.ts"
import { podInfoOf } from "./pod-info.ts"

/**
 * All nodes and what runs on them, as the watches tell, and ahead of them by the pods that were given a node and are
 * being bound. A decision reads it in one go without waiting, so it needs no copy to be consistent.
 */
export class ClusterCache {
  readonly #nodes = new Map<string, NodeState>()
  /** Those that have a Node object, in a list that only changes when a node comes or goes. */
  #list: readonly NodeState[] | undefined
  readonly #nodeOfPod = new Map<string, string>()
  /** Given a node by us, and not yet seen bound. */
  readonly #assumed = new Set<string>()
  /** Nodes where some pod keeps others away; most clusters have none. */
  readonly #withAntiAffinity = new Set<NodeState>()

  get nodes(): readonly NodeState[] {
    this.#list ??= [...this.#nodes.values()].filter((state) => state.node !== undefined)
    return this.#list
  }

  get nodesWithAntiAffinity(): Iterable<NodeState> {
    return this.#withAntiAffinity
  }

  node(name: string): NodeState | undefined {
    const state = this.#nodes.get(name)
    return state?.node === undefined ? undefined : state
  }

  setNode(node: Node): void {
    const state = this.#stateOf(node.metadata.name ?? "")
    if (state.node === undefined) this.#list = undefined
    state.node = node
  }

  removeNode(name: string): void {
    const state = this.#nodes.get(name)
    if (state === undefined) return
    state.node = undefined
    this.#list = undefined
    if (state.podCount === 0) this.#nodes.delete(name)
  }

  /** A bound pod as the watch shows it. */
  setPod(pod: Pod): void {
    const key = keyOf(pod)
    this.#assumed.delete(key)
    this.#place(podInfoOf(pod), pod.spec.nodeName ?? "")
  }

  removePod(key: string): void {
    this.#assumed.delete(key)
    this.#unplace(key)
  }

  /** Counts the pod on the node before it is bound. */
  assume(info: PodInfo, nodeName: string): void {
    this.#assumed.add(info.key)
    this.#place(info, nodeName)
  }

  /** Takes an assumed pod back, unless it was seen bound meanwhile. */
  forget(key: string): void {
    if (this.#assumed.delete(key)) this.#unplace(key)
  }

  isAssumed(key: string): boolean {
    return this.#assumed.has(key)
  }

  #place(info: PodInfo, nodeName: string): void {
    if (this.#nodeOfPod.get(info.key) !== nodeName) this.#unplace(info.key)
    this.#nodeOfPod.set(info.key, nodeName)
    const state = this.#stateOf(nodeName)
    state.add(info)
    if (info.requiredAntiAffinity.length > 0) this.#withAntiAffinity.add(state)
  }

  #unplace(key: string): void {
    const nodeName = this.#nodeOfPod.get(key)
    const state = this.#nodes.get(nodeName ?? "")
    this.#nodeOfPod.delete(key)
    const info = state?.remove(key)
    if (state === undefined || info === undefined) return
    if (info.requiredAntiAffinity.length > 0 && !keepsOthersAway(state)) this.#withAntiAffinity.delete(state)
    if (state.node === undefined && state.podCount === 0) this.#nodes.delete(state.name)
  }

  #stateOf(name: string): NodeState {
    const known = this.#nodes.get(name)
    if (known !== undefined) return known
    const state = new NodeState(name)
    this.#nodes.set(name, state)
    return state
  }
}

function keepsOthersAway(state: NodeState): boolean {
  for (const { requiredAntiAffinity } of state.pods) if (requiredAntiAffinity.length > 0) return true
  return false
}
