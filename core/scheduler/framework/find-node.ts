import type { Random } from "../../base/random.ts"
import type { ClusterCache } from "../cache/cluster-cache.ts"
import type { NodeState } from "../cache/node-state.ts"
import type { PodInfo } from "../cache/pod-info.ts"
import { formatDiagnosis } from "./fit-error.ts"
import { normalizeScores } from "./normalize.ts"
import type { ClusterEvent, Filter, Plugin, Rejection } from "./plugin.ts"

export type Decision =
  | { readonly found: true; readonly node: NodeState }
  | {
      readonly found: false
      /** For the user: `0/1 nodes are available: ...`. */
      readonly message: string
      /** The plugins that said no anywhere: what they are woken by lets the pod try again. */
      readonly plugins: ReadonlySet<string>
    }

/** Fewer feasible nodes than this are never enough to stop looking. */
const feasibleMin = 100

/** Finds the best node for a pod, in one go over what the cache holds now. */
export class NodeFinder {
  readonly #plugins: readonly Plugin[]
  readonly #random: Random
  /** Where the search begins: with many nodes not all are looked at, and so each has its turn. */
  #start = 0

  constructor(plugins: readonly Plugin[], random: Random) {
    this.#plugins = plugins
    this.#random = random
  }

  find(pod: PodInfo, cluster: ClusterCache): Decision {
    const { nodes } = cluster
    for (const plugin of this.#plugins) {
      const refusal = plugin.refusal?.(pod, cluster)
      if (refusal !== undefined) return this.#nowhere(pod, nodes.length, [], new Set([plugin.name]), refusal)
    }
    const filters = this.#filtersFor(pod, cluster)
    const { candidates, rejections, plugins } = this.#narrow(pod, nodes)
    const enough = feasibleEnough(candidates.length)
    const feasible: NodeState[] = []
    let looked = 0
    for (; looked < candidates.length && feasible.length < enough; looked++) {
      const node = candidates[(this.#start + looked) % candidates.length]
      if (node === undefined) continue
      const no = firstRejection(filters, node)
      if (no === undefined) feasible.push(node)
      else {
        rejections.push(no.rejection)
        plugins.add(no.plugin)
      }
    }
    this.#start = candidates.length === 0 ? 0 : (this.#start + looked) % candidates.length
    const node = this.#best(pod, cluster, feasible)
    return node === undefined ? this.#nowhere(pod, nodes.length, rejections, plugins) : { found: true, node }
  }

  /**
   * Whether an event may let a pod in that these plugins kept out: one of them must be woken by it and, where the event is
   * one node's, have nothing more against that node. Trying in vain would cost the pod its place and a longer backoff.
   */
  mayHelp(
    { info, plugins }: { readonly info: PodInfo; readonly plugins: ReadonlySet<string> },
    { event, node }: { readonly event: ClusterEvent; readonly node?: NodeState | undefined },
    cluster: ClusterCache,
  ): boolean {
    const admits = ({ looksAround, only, filterFor }: Plugin) =>
      node === undefined ||
      looksAround === true ||
      (only?.(info)?.has(node.name) !== false && filterFor?.(info, cluster)?.(node) === undefined)
    // There was no node to say no: this one must be for the pod.
    if (plugins.size === 0) return this.#plugins.every(admits)
    return this.#plugins.some((plugin) => plugins.has(plugin.name) && plugin.wokenBy.includes(event) && admits(plugin))
  }

  #filtersFor(pod: PodInfo, cluster: ClusterCache): readonly NamedFilter[] {
    return this.#plugins.flatMap(({ name, ...plugin }) => {
      const filter = plugin.filterFor?.(pod, cluster)
      return filter === undefined ? [] : [{ plugin: name, filter }]
    })
  }

  /** The nodes that come into question, and the word for the others. */
  #narrow(pod: PodInfo, nodes: readonly NodeState[]) {
    let candidates = nodes
    const rejections: Rejection[] = []
    const plugins = new Set<string>()
    for (const plugin of this.#plugins) {
      const only = plugin.only?.(pod)
      if (only === undefined) continue
      const left = candidates.filter(({ name }) => only.has(name))
      const reasons = [`node(s) didn't satisfy plugin(s) [${plugin.name}]`]
      for (let i = left.length; i < candidates.length; i++) rejections.push({ reasons, resolvable: false })
      if (left.length < candidates.length) plugins.add(plugin.name)
      candidates = left
    }
    return { candidates, rejections, plugins }
  }

  /** The highest total; of equals any, each as likely. */
  #best(pod: PodInfo, cluster: ClusterCache, feasible: readonly NodeState[]): NodeState | undefined {
    if (feasible.length <= 1) return feasible[0]
    const totals = feasible.map(() => 0)
    for (const { score } of this.#plugins) {
      const scorer = score?.scorerFor(pod, cluster, feasible)
      if (score === undefined || scorer === undefined) continue
      const scores = normalizeScores(feasible.map(scorer), score.normalize)
      for (const [at, each] of scores.entries()) totals[at] = (totals[at] ?? 0) + score.weight * each
    }
    const highest = Math.max(...totals)
    const best = feasible.filter((_, at) => totals[at] === highest)
    return best[Math.floor(this.#random.next() * best.length)]
  }

  #nowhere(
    { pod }: PodInfo,
    nodeCount: number,
    rejections: readonly Rejection[],
    plugins: ReadonlySet<string>,
    refusal?: string,
  ): Decision {
    const mayPreempt = pod.spec.preemptionPolicy !== "Never"
    return { found: false, message: formatDiagnosis({ nodeCount, refusal, rejections, mayPreempt }), plugins }
  }
}

interface NamedFilter {
  readonly plugin: string
  readonly filter: Filter
}

function firstRejection(filters: readonly NamedFilter[], node: NodeState) {
  for (const { plugin, filter } of filters) {
    const rejection = filter(node)
    if (rejection !== undefined) return { plugin, rejection }
  }
  return undefined
}

/** All of up to a hundred nodes, then half of them and less, down to a twentieth (Kubernetes' adaptive percentage). */
function feasibleEnough(nodeCount: number): number {
  if (nodeCount < feasibleMin) return nodeCount
  const percent = Math.max(5, Math.floor(50 - nodeCount / 125))
  return Math.max(feasibleMin, Math.floor((nodeCount * percent) / 100))
}
