import { expect, it } from "vitest"
import type { Event } from "../../../../core/apis/core/v1.gen.ts"
import { eventRows } from "./event-rows.ts"

function event(uid: string, reason: string, lastTimestamp: string, count = 1): Event {
  const at = { firstTimestamp: "2026-01-01T00:00:00Z", lastTimestamp }
  const about = { involvedObject: { uid: "p" }, message: "words\n", type: "Normal", source: { component: "kubelet" } }
  return { metadata: { uid }, reason, count, ...at, ...about }
}

it("makes one row of events that say the same, and shows the newest first", () => {
  const rows = eventRows([
    event("1", "Pulled", "2026-01-01T00:00:10Z", 2),
    event("2", "Killing", "2026-01-01T00:01:00Z"),
    event("3", "Pulled", "2026-01-01T00:00:50Z", 3),
  ])
  expect(rows.map(({ reason, count }) => ({ reason, count }))).toEqual([
    { reason: "Killing", count: 1 },
    { reason: "Pulled", count: 5 },
  ])
  expect(rows[1]).toEqual({
    id: "1",
    type: "Normal",
    reason: "Pulled",
    message: "words",
    from: "kubelet",
    count: 5,
    firstSeen: "2026-01-01T00:00:00.000Z",
    lastSeen: "2026-01-01T00:00:50.000Z",
  })
})
