import type { Event } from "../../../core/apis/core/v1.gen.ts"
import { timeOf } from "./problem.ts"

/** When it happened last: the two forms of events have that in different places. */
export function eventTimeOf(event: Event): number | undefined {
  return (
    timeOf(event.series?.lastObservedTime) ??
    timeOf(event.lastTimestamp) ??
    timeOf(event.eventTime) ??
    timeOf(event.firstTimestamp) ??
    timeOf(event.metadata.creationTimestamp)
  )
}
