import { describe, expect, test } from "vitest"
import { event } from "../../core/event/event.ts"
import { cellsOf, complaintsOf, prepared, updated } from "../../testing/write.ts"
import { toCoreEvent } from "./conversion.ts"
import { newEvent } from "./event.ts"

const manifest = {
  apiVersion: "events.k8s.io/v1",
  kind: "Event",
  metadata: { name: "web.1" },
  eventTime: "2025-12-31T23:59:00.000000Z",
  reportingController: "example.com/robot",
  reportingInstance: "robot-1",
  action: "Binding",
  reason: "Scheduled",
  regarding: { apiVersion: "v1", kind: "Pod", namespace: "default", name: "web", fieldPath: "spec.containers{c}" },
  note: "Assigned ",
  type: "Normal",
}

const core = {
  apiVersion: "v1",
  kind: "Event",
  metadata: { name: "web.2" },
  involvedObject: { kind: "Pod", namespace: "default", name: "web" },
  reason: "Pulled",
  message: "Pulled it",
  type: "Normal",
  source: { component: "kubelet", host: "n1" },
  firstTimestamp: "2025-12-31T23:50:00Z",
  lastTimestamp: "2025-12-31T23:59:30Z",
  count: 4,
}

describe("an event", () => {
  test("of the newer group is kept as the older one's, and read back as it was", () => {
    const made = prepared(newEvent, manifest)
    const kept = newEvent.storedAs?.toStored(made)
    expect(kept).toMatchObject({
      apiVersion: "v1",
      involvedObject: manifest.regarding,
      reportingComponent: "example.com/robot",
    })
    const read = newEvent.storedAs?.fromStored(JSON.parse(JSON.stringify(kept)))
    expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(made)))
  })

  test("is gone after an hour", () => {
    expect([event.ttlSeconds, newEvent.ttlSeconds]).toEqual([3600, 3600])
  })

  test("is found by what it is about, under the names of both groups", () => {
    const made = prepared(newEvent, manifest)
    const stored = toCoreEvent(made)
    expect(newEvent.fields?.["regarding.name"]?.(made)).toBe("web")
    expect(newEvent.fields?.["involvedObject.name"]?.(made)).toBe("web")
    expect(event.fields?.["involvedObject.kind"]?.(stored)).toBe("Pod")
    expect(event.fields?.["source"]?.(stored)).toBe("example.com/robot")
  })

  test("shows when and how often it happened", () => {
    expect(cellsOf(event, prepared(event, core))).toMatchObject({
      "Last Seen": "30s",
      "First Seen": "10m",
      Count: 4,
      Object: "pod/web",
      Source: "kubelet, n1",
    })
    expect(cellsOf(newEvent, prepared(newEvent, manifest))).toMatchObject({
      "Last Seen": "60s",
      "First Seen": "60s",
      Count: 1,
      Subobject: "spec.containers{c}",
      Source: "example.com/robot, robot-1",
      Message: "Assigned",
    })
  })

  test("is in the namespace of what it is about", () => {
    expect(complaintsOf(event, { ...core, involvedObject: { namespace: "other" } })).toEqual([
      'involvedObject.namespace: Invalid value: "other": does not match event.namespace',
    ])
    expect(complaintsOf(event, { ...core, involvedObject: { kind: "Node", name: "n1" } })).toEqual([])
  })
})

describe("an event of the newer group", () => {
  test("says who did what", () => {
    const { reportingController: _, action: __, ...vague } = manifest
    expect(complaintsOf(newEvent, vague)).toEqual([
      "reportingController: Required value",
      'reportingController: Invalid value: "": name part must be non-empty',
      expect.stringContaining('reportingController: Invalid value: "": name part must consist of'),
      "action: Required value",
    ])
  })

  test("leaves the older group's fields alone", () => {
    expect(complaintsOf(newEvent, { ...manifest, deprecatedCount: 2, type: "Odd" })).toEqual([
      'type: Invalid value: "": has invalid value: Odd',
      'count: Invalid value: "": needs to be unset',
    ])
  })

  test("is a series from the second time on", () => {
    expect(complaintsOf(newEvent, { ...manifest, series: { count: 1, lastObservedTime: manifest.eventTime } })).toEqual(
      ['series.count: Invalid value: "": should be at least 2'],
    )
  })

  test("does not change its story", () => {
    const old = prepared(newEvent, manifest)
    expect(updated(newEvent, old, { ...manifest, reason: "Other" }).complaints).toEqual([
      'reason: Invalid value: "Other": field is immutable',
    ])
  })
})
