import type { Event } from "../v1.gen.ts"

/** What field selectors may name: `involvedObject.name=web-1` is how `kubectl describe` finds a pod's events. */
export const eventFields = {
  "involvedObject.kind": ({ involvedObject }: Event) => involvedObject.kind ?? "",
  "involvedObject.namespace": ({ involvedObject }: Event) => involvedObject.namespace ?? "",
  "involvedObject.name": ({ involvedObject }: Event) => involvedObject.name ?? "",
  "involvedObject.uid": ({ involvedObject }: Event) => involvedObject.uid ?? "",
  "involvedObject.apiVersion": ({ involvedObject }: Event) => involvedObject.apiVersion ?? "",
  "involvedObject.resourceVersion": ({ involvedObject }: Event) => involvedObject.resourceVersion ?? "",
  "involvedObject.fieldPath": ({ involvedObject }: Event) => involvedObject.fieldPath ?? "",
  reason: ({ reason }: Event) => reason ?? "",
  reportingComponent: ({ reportingComponent }: Event) => reportingComponent ?? "",
  source: ({ source, reportingComponent }: Event) => source?.component || (reportingComponent ?? ""),
  type: ({ type }: Event) => type ?? "",
} as const
