import { expect, it } from "vitest"
import type { Event } from "../../core/apis/core/v1.gen.ts"
import { newestFirst, recentEvents } from "./recent-events.ts"

function event(name: string, reason: string, message: string, more: Partial<Event> = {}): Event {
  return {
    metadata: { namespace: "a", name: `${name}.1` },
    involvedObject: { kind: "Pod", namespace: "a", name, uid: name },
    type: "Normal",
    reason,
    message,
    lastTimestamp: "2026-01-01T00:00:00Z",
    ...more,
  }
}

it("what pods of one Deployment tell in the same words is one line", () => {
  const lines = recentEvents(
    [
      event("web-5f595cdf6b-6h9q2", "Scheduled", "Successfully assigned a/web-5f595cdf6b-6h9q2 to n1", { count: 2 }),
      event("web-5f595cdf6b-zt4zl", "Scheduled", "Successfully assigned a/web-5f595cdf6b-zt4zl to n1"),
      event("db-0", "Scheduled", "Successfully assigned a/db-0 to n1"),
    ],
    10,
  )
  expect(lines.map(({ count, objects }) => [count, objects])).toEqual([
    [3, 2],
    [1, 1],
  ])
})

it("warnings stand first, then what is new", () => {
  const at = (lastTimestamp: string) => ({ lastTimestamp })
  const events = newestFirst([
    event("a", "Old", "old", at("2026-01-01T00:00:00Z")),
    event("b", "New", "new", at("2026-01-01T00:00:09Z")),
    event("c", "Bad", "bad", { ...at("2026-01-01T00:00:05Z"), type: "Warning" }),
  ])
  expect(recentEvents(events, 2).map(({ event: { reason } }) => reason)).toEqual(["Bad", "New"])
})
