import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import {
  nameIsDnsSubdomain,
  validateImmutable,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { validateEventContent } from "../../core/event/validation.ts"
import type { Event as CoreEvent } from "../../core/v1.gen.ts"
import type { Event } from "../v1.gen.ts"
import { toCoreEvent } from "./conversion.ts"

export function validateNewEvent(event: Event): FieldErrors {
  const core = toCoreEvent(event)
  const { type = "", firstTimestamp, lastTimestamp, count, source } = core
  return [
    ...validateEventContent(core, "reportingController"),
    ...validateObjectMeta(event.metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
    ...validateSeries(core),
    ...(core.eventTime ? [] : [required("eventTime")]),
    ...(type === "Normal" || type === "Warning" ? [] : [invalid("type", "", `has invalid value: ${type}`)]),
    ...unset("firstTimestamp", firstTimestamp),
    ...unset("lastTimestamp", lastTimestamp),
    ...unset("count", count),
    ...unset("source", source?.component || source?.host),
  ]
}

/** An event says what happened; later only how often. */
export function validateNewEventUpdate(next: Event, old: Event): FieldErrors {
  const [nextCore, oldCore] = [toCoreEvent(next), toCoreEvent(old)]
  return [
    ...validateEventContent(nextCore, "reportingController"),
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateSeries(nextCore),
    ...fixedFields.flatMap(([field, shown]) => validateImmutable(nextCore[field], oldCore[field], FieldPath.of(shown))),
  ]
}

const fixedFields = [
  ["involvedObject", "involvedObject"],
  ["reason", "reason"],
  ["message", "message"],
  ["source", "source"],
  ["firstTimestamp", "firstTimestamp"],
  ["lastTimestamp", "lastTimestamp"],
  ["count", "count"],
  ["type", "type"],
  ["eventTime", "eventTime"],
  ["action", "action"],
  ["related", "related"],
  ["reportingComponent", "reportingController"],
  ["reportingInstance", "reportingInstance"],
] as const satisfies readonly (readonly [keyof CoreEvent, string])[]

function validateSeries({ series }: CoreEvent): FieldErrors {
  if (series === undefined) return []
  return [
    ...((series.count ?? 0) < 2 ? [invalid("series.count", "", "should be at least 2")] : []),
    ...(series.lastObservedTime ? [] : [required("series.lastObservedTime")]),
  ]
}

function unset(field: string, value: unknown): FieldErrors {
  return value ? [invalid(field, "", "needs to be unset")] : []
}
