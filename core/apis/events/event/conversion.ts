import type { Event as CoreEvent } from "../../core/v1.gen.ts"
import type { Event } from "../v1.gen.ts"

/** What is not there comes out as undefined, which JSON leaves out; a time that is null stays null. */
export function toCoreEvent(event: Event): CoreEvent {
  return {
    kind: "Event",
    apiVersion: "v1",
    metadata: event.metadata,
    involvedObject: event.regarding ?? {},
    reason: event.reason,
    message: event.note,
    source: event.deprecatedSource ?? {},
    firstTimestamp: event.deprecatedFirstTimestamp,
    lastTimestamp: event.deprecatedLastTimestamp,
    count: event.deprecatedCount,
    type: event.type,
    eventTime: event.eventTime,
    series: event.series,
    action: event.action,
    related: event.related,
    reportingComponent: event.reportingController ?? "",
    reportingInstance: event.reportingInstance ?? "",
  }
}

export function fromCoreEvent(event: CoreEvent): Event {
  return {
    kind: "Event",
    apiVersion: "events.k8s.io/v1",
    metadata: event.metadata,
    // Null in an event from the older API, and written so.
    eventTime: event.eventTime as Event["eventTime"],
    series: event.series && { count: event.series.count ?? 0, lastObservedTime: event.series.lastObservedTime ?? "" },
    reportingController: event.reportingComponent || undefined,
    reportingInstance: event.reportingInstance || undefined,
    action: event.action,
    reason: event.reason,
    regarding: event.involvedObject,
    related: event.related,
    note: event.message,
    type: event.type,
    deprecatedSource: event.source ?? {},
    deprecatedFirstTimestamp: event.firstTimestamp,
    deprecatedLastTimestamp: event.lastTimestamp,
    deprecatedCount: event.count,
  }
}
