import type { Event } from "../../../../core/apis/core/v1.gen.ts"
import { eventTimeOf } from "../../../data/problems/event-time.ts"

/** Events that say the same, as one. */
export interface EventRow {
  readonly id: string
  readonly type: string
  readonly reason: string
  readonly message: string
  readonly from: string
  readonly count: number
  readonly firstSeen: string
  readonly lastSeen: string
}

/** Newest first. What differs in nothing but its time is one row. */
export function eventRows(events: readonly Event[]): readonly EventRow[] {
  const alike = Map.groupBy(events, ({ type, reason, message }) => [type, reason, message].join("\n"))
  const rows = [...alike.values()].map(rowOf)
  return rows.toSorted((a, b) => b.lastSeen.localeCompare(a.lastSeen))
}

function rowOf(events: readonly Event[]): EventRow {
  const [first] = events
  const lasts = events.map((event) => eventTimeOf(event) ?? 0)
  const firsts = events.map((event, at) => firstTimeOf(event) ?? lasts[at] ?? 0)
  return {
    id: first?.metadata.uid ?? "",
    type: first?.type ?? "",
    reason: first?.reason ?? "",
    message: (first?.message ?? "").trim(),
    from: first?.source?.component || first?.reportingComponent || "",
    count: events.reduce((sum, { count, series }) => sum + (series?.count ?? count ?? 1), 0),
    firstSeen: new Date(Math.min(...firsts)).toISOString(),
    lastSeen: new Date(Math.max(...lasts)).toISOString(),
  }
}

function firstTimeOf({ firstTimestamp, eventTime, metadata }: Event): number | undefined {
  const text = firstTimestamp ?? eventTime ?? metadata.creationTimestamp
  return text === undefined || text === null ? undefined : Date.parse(text)
}
