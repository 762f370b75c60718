import type { Column } from "../../../machinery/api/kind.ts"
import { formatAge } from "../../../machinery/table/age.ts"
import { nameColumn } from "../../../machinery/table/column.ts"
import { column, wideColumn } from "../../strategy/column.ts"
import type { Event } from "../v1.gen.ts"

export const eventColumns: readonly Column<Event>[] = [
  column("Last Seen", "When it happened the last time.", (event, nowMs) => formatAge(lastSeen(event), nowMs)),
  column("Type", "Whether it is worth a look.", ({ type }) => type ?? ""),
  column("Reason", "What happened, in one word.", ({ reason }) => reason ?? ""),
  column("Object", "What it is about.", ({ involvedObject: { kind = "", name } }) =>
    name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase(),
  ),
  wideColumn("Subobject", "Which part of it.", ({ involvedObject }) => involvedObject.fieldPath ?? ""),
  wideColumn("Source", "Who says so.", sourceCell),
  column("Message", "What happened, in a sentence.", ({ message }) => message?.trim() ?? ""),
  wideColumn("First Seen", "When it happened the first time.", (event, nowMs) => formatAge(firstSeen(event), nowMs)),
  wideColumn("Count", "How often it happened.", ({ series, count }) => series?.count ?? (count || 1)),
  { ...nameColumn<Event>(), priority: 1 },
]

function firstSeen({ firstTimestamp, eventTime }: Event): string | undefined {
  return firstTimestamp || eventTime || undefined
}

function lastSeen(event: Event): string | undefined {
  if (event.series !== undefined) return event.series.lastObservedTime
  return event.lastTimestamp || firstSeen(event)
}

function sourceCell({ source, reportingComponent, reportingInstance }: Event): string {
  const who = source?.component || reportingComponent || ""
  const where = source?.host || reportingInstance || ""
  return where === "" ? who : `${who}, ${where}`
}
