import type { Event } from "../../core/apis/core/v1.gen.ts"
import { eventTimeOf } from "./problems/event-time.ts"

/** Events, the last that happened first. */
export function newestFirst(events: readonly Event[]): readonly Event[] {
  const timed = events.map((event) => ({ event, atMs: eventTimeOf(event) ?? 0 }))
  return timed.toSorted((a, b) => b.atMs - a.atMs).map(({ event }) => event)
}

/** One line of recent events: what many objects tell in the same words is told once. */
export interface EventLine {
  readonly id: string
  /** The latest of them. */
  readonly event: Event
  readonly atMs: number
  /** How often it happened, over all of them. */
  readonly count: number
  /** How many objects it happened to. */
  readonly objects: number
}

/**
 * The last events, warnings first, each message once: pods of one Deployment tell the same with names and hashes that
 * differ, which are left out of the comparison.
 */
export function recentEvents(events: readonly Event[], most: number): readonly EventLine[] {
  const groups = Map.groupBy(events, sameness)
  const lines = [...groups].map(([id, group]): EventLine => {
    const event = group[0] as Event // a group has a first
    return {
      id,
      event,
      atMs: eventTimeOf(event) ?? 0,
      count: group.reduce((sum, each) => sum + (each.series?.count ?? each.count ?? 1), 0),
      objects: new Set(group.map(({ involvedObject: { uid, name } }) => uid ?? name)).size,
    }
  })
  const weight = ({ event }: EventLine) => (event.type === "Warning" ? 0 : 1)
  return lines.toSorted((a, b) => weight(a) - weight(b) || b.atMs - a.atMs).slice(0, most)
}

function sameness({ type, reason = "", message = "", involvedObject }: Event): string {
  const { kind = "", namespace = "", name = "" } = involvedObject
  const plain = message.replaceAll(name, "").replaceAll(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b[a-z0-9-]*\d[a-z0-9-]*\b/g, "")
  return [type, reason, kind, namespace, kind === "Pod" || kind === "ReplicaSet" ? stem(name) : name, plain].join("|")
}

/** "web-5f595cdf6b-6h9q2" → "web": what a generated name is made from. */
function stem(name: string): string {
  return name.replace(/(-[a-z0-9]{6,10})?-[a-z0-9]{5}$/, "").replace(/-[bcdf-hj-np-tv-xz0-9]{6,10}$/, "")
}
