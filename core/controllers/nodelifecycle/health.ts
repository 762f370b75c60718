import type { Node, NodeCondition } from "../../apis/core/v1.gen.ts"
import { formatTime } from "../../base/clock.ts"
import { findCondition } from "../../machinery/meta/conditions.ts"

/** How long a node may be silent, and a new one before its first word: `--node-monitor-grace-period` and startup's. */
export const graceMs = 40_000
export const startupGraceMs = 60_000

/** What a kubelet that is silent cannot vouch for. */
const vouchedFor = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"] as const

/**
 * When each node last gave a sign of life, by our own clock: its lease was renewed or its Ready condition's heartbeat moved.
 * The times in those are its clock's and only compared with each other.
 */
export class Heartbeats {
  readonly #seen = new Map<string, { readonly sign: string; readonly atMs: number }>()

  /** Notes what the node shows now; resolves to when it last showed something new. */
  note(node: Node, leaseRenewTime: string | undefined, nowMs: number): number {
    const name = node.metadata.name ?? ""
    const ready = findCondition(node.status.conditions, "Ready")
    // Our own verdict is no sign of life.
    const heartbeat = ready?.status === "Unknown" ? "" : (ready?.lastHeartbeatTime ?? "")
    const sign = `${leaseRenewTime ?? ""} ${heartbeat}`
    const known = this.#seen.get(name)
    const isNews = known === undefined || (known.sign !== sign && !isOnlyLoss(known.sign, sign))
    if (!isNews) return known.atMs
    this.#seen.set(name, { sign, atMs: nowMs })
    return nowMs
  }

  forget(name: string): void {
    this.#seen.delete(name)
  }
}

/** The conditions once a node was silent for too long; undefined when they say so already. */
export function silentConditions({ metadata, status }: Node, nowMs: number): readonly NodeCondition[] | undefined {
  const conditions = [...(status.conditions ?? [])]
  const now = formatTime(nowMs)
  let changed = false
  for (const type of vouchedFor) {
    const at = conditions.findIndex((condition) => condition.type === type)
    const known = conditions[at]
    if (known?.status === "Unknown") continue
    changed = true
    if (known === undefined) {
      conditions.push({
        type,
        status: "Unknown",
        lastHeartbeatTime: metadata.creationTimestamp,
        lastTransitionTime: now,
        reason: "NodeStatusNeverUpdated",
        message: "Kubelet never posted node status.",
      })
    } else {
      conditions[at] = {
        ...known,
        status: "Unknown",
        lastTransitionTime: now,
        reason: "NodeStatusUnknown",
        message: "Kubelet stopped posting node status.",
      }
    }
  }
  return changed ? conditions : undefined
}

/** The heartbeat went away because the condition was set to Unknown, and the lease is the same. */
function isOnlyLoss(before: string, after: string): boolean {
  return after.endsWith(" ") && before.startsWith(after)
}
