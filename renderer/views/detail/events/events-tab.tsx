import { CalendarClock } from "lucide-react"
import { events } from "../../../../core/apis/resources.gen.ts"
import { formatDuration } from "../../../../core/machinery/table/age.ts"
import { useObjects } from "../../../data/use-objects.ts"
import { Badge } from "../../../design/badge.tsx"
import { EmptyState } from "../../../design/empty-state.tsx"
import { ErrorState } from "../../../design/error-state.tsx"
import { SkeletonRows } from "../../../design/skeleton.tsx"
import { texts } from "../../../texts/texts.ts"
import { Age } from "../parts/age.tsx"
import { DataTable } from "../parts/data-table.tsx"
import { nameOf, namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { type EventRow, eventRows } from "./event-rows.ts"

const words = texts.detail.events

const columns = [
  { id: "type", label: words.type },
  { id: "reason", label: words.reason },
  { id: "message", label: words.message, wide: true },
  { id: "from", label: words.from },
  { id: "count", label: words.count },
  { id: "last", label: words.lastSeen },
]

/** What was told of the object, newest first, as it happens. */
export function EventsTab({ object }: ObjectViewProps) {
  const { objects, synced, error } = useObjects(events, {
    namespace: namespaceOf(object),
    fieldSelector: selectorFor(object.kind ?? "", object.metadata.uid ?? "", nameOf(object)),
  })
  if (!synced && error !== undefined) return <ErrorState title={words.failed} message={error.message} />
  if (!synced) return <SkeletonRows label={texts.common.loading} />
  if (objects.length === 0) return <EmptyState icon={CalendarClock} title={words.none} detail={words.noneDetail} />
  return <DataTable label={words.name} columns={columns} rows={eventRows(objects).map(rowOf)} />
}

/** Of a node, components tell under its name and a uid that is its name too. */
function selectorFor(kind: string, uid: string, name: string): string {
  return kind === "Node" ? `involvedObject.kind=Node,involvedObject.name=${name}` : `involvedObject.uid=${uid}`
}

function rowOf(event: EventRow) {
  const { id, type, reason, message, from, count, firstSeen, lastSeen } = event
  const sinceFirst = formatDuration(Date.parse(lastSeen) - Date.parse(firstSeen))
  return {
    id,
    cells: [
      <Badge key="type" tone={type === "Warning" ? "warn" : "plain"}>
        {type}
      </Badge>,
      reason,
      <span key="message" className="break-words whitespace-pre-wrap">
        {message}
      </span>,
      <span key="from" className="whitespace-nowrap text-muted">
        {from}
      </span>,
      count > 1 ? (
        <span key="count" className="whitespace-nowrap">
          {words.times(count, sinceFirst)}
        </span>
      ) : (
        ""
      ),
      <Age key="last" since={lastSeen} />,
    ],
  }
}
