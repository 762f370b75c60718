import type { Node, Pod } from "../apis/core/v1.gen.ts"
import { isDeepEqual } from "../base/json.ts"
import type { Change, Informer } from "../client/informer/informer.ts"
import type { ClusterCache } from "./cache/cluster-cache.ts"
import type { NodeState } from "./cache/node-state.ts"
import { podInfoOf } from "./cache/pod-info.ts"
import type { ClusterEvent } from "./framework/plugin.ts"
import type { SchedulingQueue } from "./queue/scheduling-queue.ts"

/** The name by which pods ask for this scheduler. */
export const schedulerName = "default-scheduler"

/** Carries what the watches tell into the cache and the queue. */
export function watchCluster(
  { nodes, pods }: { readonly nodes: Informer<Node>; readonly pods: Informer<Pod> },
  cache: ClusterCache,
  queue: SchedulingQueue,
  wakeBy: WakeBy,
): void {
  nodes.onChange(({ key, old, current }) => {
    if (current === undefined) {
      cache.removeNode(key)
      return
    }
    cache.setNode(current)
    for (const event of nodeEvents(old, current)) wakeBy(event, cache.node(key))
  })
  pods.onChange((change) => {
    for (const event of applyPod(change, cache, queue)) wakeBy(event)
  })
}

/** Tells the queue of an event, and of the node it is about where it is one node's. */
export type WakeBy = (event: ClusterEvent, node?: NodeState) => void

/** Heartbeats change none of this, and so wake nobody. */
function nodeEvents(old: Node | undefined, current: Node): readonly ClusterEvent[] {
  if (old === undefined) return ["node added"]
  const events: ClusterEvent[] = []
  if (!isDeepEqual(old.status.allocatable, current.status.allocatable)) events.push("node resources")
  if (!isDeepEqual(old.metadata.labels, current.metadata.labels)) events.push("node labels")
  if (!isDeepEqual(old.spec.taints, current.spec.taints)) events.push("node taints")
  if (old.spec.unschedulable !== current.spec.unschedulable) events.push("node schedulable")
  return events
}

function applyPod(
  { key, old, current }: Change<Pod>,
  cache: ClusterCache,
  queue: SchedulingQueue,
): readonly ClusterEvent[] {
  if (current === undefined || (old !== undefined && old.metadata.uid !== current.metadata.uid)) {
    queue.remove(key)
    cache.removePod(key)
    const events: readonly ClusterEvent[] = old?.spec.nodeName ? ["pod removed"] : []
    return current === undefined ? events : [...events, ...applyPod({ key, old: undefined, current }, cache, queue)]
  }
  if (current.spec.nodeName) {
    const isNew = !old?.spec.nodeName
    if (isNew) queue.remove(key)
    if (isNew || !isSameForOthers(old, current)) cache.setPod(current)
    return isNew || !isDeepEqual(old.metadata.labels, current.metadata.labels) ? ["pod assigned"] : []
  }
  if (isOurs(current) && !cache.isAssumed(key) && !isSameForQueue(old, current)) queue.set(podInfoOf(current))
  if (current.metadata.deletionTimestamp !== undefined) queue.remove(key)
  return []
}

function isOurs({ spec, metadata }: Pod): boolean {
  const isGated = (spec.schedulingGates ?? []).length > 0
  return (spec.schedulerName ?? schedulerName) === schedulerName && !isGated && metadata.deletionTimestamp === undefined
}

/** A bound pod's status changes often and concerns nobody here. */
function isSameForOthers(old: Pod, current: Pod): boolean {
  return (
    old.metadata.generation === current.metadata.generation &&
    old.metadata.deletionTimestamp === current.metadata.deletionTimestamp &&
    isDeepEqual(old.metadata.labels, current.metadata.labels)
  )
}

/** Our own word on why it waits must not make it try again. */
function isSameForQueue(old: Pod | undefined, current: Pod): boolean {
  if (old === undefined) return false
  return isDeepEqual(old.spec, current.spec) && isDeepEqual(old.metadata.labels, current.metadata.labels)
}
