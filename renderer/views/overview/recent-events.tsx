import { useMemo } from "react"
import type { Event } from "../../../core/apis/core/v1.gen.ts"
import { formatDuration } from "../../../core/machinery/table/age.ts"
import type { DigestState } from "../../data/events/digest-source.ts"
import type { EventLine } from "../../data/events/event-digest.ts"
import type { ObjectAddress } from "../../data/problems/problem.ts"
import { pluralOf } from "../../data/sequence/kinds.ts"
import { useNow } from "../../data/use-now.ts"
import { StatusDot } from "../../design/badge.tsx"
import { Card } from "../../design/card.tsx"
import { texts } from "../../texts/texts.ts"
import { ObjectLink } from "./object-link.tsx"

const words = texts.overview.events
const linesMax = 15

/** What the cluster told of itself lately: warnings first, then what is new, each message once. */
export function RecentEvents({ profile, events }: { readonly profile: string; readonly events: DigestState }) {
  const lines = useMemo(() => events.digest.lines(linesMax), [events])
  const nowMs = useNow(5_000)
  return (
    <Card title={words.title} padding="flush">
      {lines.length === 0 ? (
        <p className="px-4 py-3 text-muted">{words.none}</p>
      ) : (
        <ul className="divide-y divide-line">
          {lines.map((line) => (
            <EventRow key={line.id} profile={profile} line={line} nowMs={nowMs} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function EventRow({
  profile,
  line,
  nowMs,
}: {
  readonly profile: string
  readonly line: EventLine
  readonly nowMs: number
}) {
  const { event, atMs, count, objects } = line
  const isWarning = event.type === "Warning"
  const { kind = "" } = event.involvedObject
  return (
    <li className="flex gap-3 px-4 py-2">
      <span className="flex h-5 items-center">
        <StatusDot tone={isWarning ? "warn" : "idle"} label={isWarning ? words.warning : words.normal} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <ObjectLink profile={profile} about={addressOf(event)} />
          {objects > 1 && <span className="text-sm text-muted">{words.objects(kind, objects)}</span>}
          <span className={isWarning ? "text-warn-ink" : "text-muted"}>{event.reason}</span>
          {count > 1 && <span className="text-sm text-faint">{words.times(count)}</span>}
          <time dateTime={new Date(atMs).toISOString()} className="ml-auto text-sm text-faint tabular-nums">
            {words.ago(formatDuration(Math.max(0, nowMs - atMs)))}
          </time>
        </div>
        <p className="text-sm break-words text-muted">{event.message}</p>
      </div>
    </li>
  )
}

function addressOf({
  involvedObject: { apiVersion = "v1", kind = "", namespace = "", name = "" },
}: Event): ObjectAddress {
  const [group = "", version = ""] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion]
  const plural = pluralOf(kind) ?? `${kind.toLowerCase()}s`
  return { group, version, plural, kind, namespace: plural === "nodes" ? "" : namespace, name }
}
