import type { Node, Taint } from "../../apis/core/v1.gen.ts"
import { formatTime } from "../../base/clock.ts"
import { findCondition } from "../../machinery/meta/conditions.ts"

const notReady = "node.kubernetes.io/not-ready"
const unreachable = "node.kubernetes.io/unreachable"

/** Which taint a condition of a node puts on it, by the condition's status. */
const byCondition: readonly { readonly type: string; readonly status: string; readonly key: string }[] = [
  { type: "Ready", status: "False", key: notReady },
  { type: "Ready", status: "Unknown", key: unreachable },
  { type: "MemoryPressure", status: "True", key: "node.kubernetes.io/memory-pressure" },
  { type: "DiskPressure", status: "True", key: "node.kubernetes.io/disk-pressure" },
  { type: "PIDPressure", status: "True", key: "node.kubernetes.io/pid-pressure" },
  { type: "NetworkUnavailable", status: "True", key: "node.kubernetes.io/network-unavailable" },
]

const unschedulable = "node.kubernetes.io/unschedulable"

/**
 * The taints the node must have; undefined when it has them. Those of others stay. NoExecute drives pods away, and so is
 * not put on when `mayEvict` is false: when no node can be heard, it is more likely us who lost the network.
 */
export function taintsFor(
  node: Node,
  { mayEvict, nowMs }: { mayEvict: boolean; nowMs: number },
): readonly Taint[] | undefined {
  const current = node.spec.taints ?? []
  const wanted = wantedTaints(node, mayEvict)
  const kept = current.filter((taint) => !isOurs(taint, node) || wanted.some((each) => isSame(each, taint)))
  const missing = wanted.filter((taint) => !current.some((each) => isSame(each, taint)))
  if (kept.length === current.length && missing.length === 0) return undefined
  const timeAdded = formatTime(nowMs)
  return [...kept, ...missing.map((taint) => ({ ...taint, timeAdded }))]
}

function wantedTaints({ spec, status }: Node, mayEvict: boolean): readonly Taint[] {
  const taints: Taint[] = []
  for (const { type, status: bad, key } of byCondition) {
    if (findCondition(status.conditions, type)?.status !== bad) continue
    taints.push({ key, effect: "NoSchedule" })
    if (type === "Ready" && mayEvict) taints.push({ key, effect: "NoExecute" })
  }
  if (spec.unschedulable === true) taints.push({ key: unschedulable, effect: "NoSchedule" })
  return taints
}

/** Those that conditions put on; a new node keeps its not-ready until it has said something. */
function isOurs({ key, effect }: Taint, { status }: Node): boolean {
  if (key === notReady && findCondition(status.conditions, "Ready") === undefined) return false
  if (effect === "NoExecute") return key === notReady || key === unreachable
  return effect === "NoSchedule" && (key === unschedulable || byCondition.some((each) => each.key === key))
}

function isSame(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect
}
