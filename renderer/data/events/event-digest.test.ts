import { expect, it } from "vitest"
import type { Event } from "../../../core/apis/core/v1.gen.ts"
import { EventDigest } from "./event-digest.ts"

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

function digestOf(events: readonly Event[]): EventDigest {
  const digest = new EventDigest()
  digest.apply(events.map((current, at) => ({ key: `${at}`, old: undefined, current })))
  return digest
}

it("what pods of one Deployment tell in the same words is one line", () => {
  const digest = digestOf([
    event("web-5f595cdf6b-6h9q2", "Scheduled", "Successfully assigned a/web-5f595cdf6b-6h9q2 to n1", { count: 2 }),
    event("web-5f595cdf6b-zt4zl", "Scheduled", "Successfully assigned a/web-5f595cdf6b-zt4zl to n1"),
    event("db-0", "Scheduled", "Successfully assigned a/db-0 to n1"),
  ])
  expect(digest.lines(10).map(({ count, objects }) => [count, objects])).toEqual([
    [3, 2],
    [1, 1],
  ])
})

it("warnings stand first, then what is new", () => {
  const digest = digestOf([
    event("a", "Old", "old"),
    event("b", "New", "new", { lastTimestamp: "2026-01-01T00:00:09Z" }),
    event("c", "Bad", "bad", { lastTimestamp: "2026-01-01T00:00:05Z", type: "Warning" }),
  ])
  expect(digest.lines(2).map(({ event: { reason } }) => reason)).toEqual(["Bad", "New"])
})

it("what happens again counts, and what expires is forgotten", () => {
  const digest = new EventDigest()
  const first = event("a", "BackOff", "Back-off", { type: "Warning", count: 1 })
  const again = { ...first, count: 5, lastTimestamp: "2026-01-01T00:01:00Z" }
  digest.apply([{ key: "a", old: undefined, current: first }])
  digest.apply([{ key: "a", old: first, current: again }])
  expect(digest.lines(5).map(({ count, atMs }) => [count, atMs])).toEqual([[5, Date.parse("2026-01-01T00:01:00Z")]])
  expect(digest.about("Pod", "a", "a")).toEqual([again])
  digest.apply([{ key: "a", old: again, current: undefined }])
  expect([digest.lines(5), digest.about("Pod", "a", "a")]).toEqual([[], []])
})

it("refusals are told by the latest of each", () => {
  const refused = { kind: "StatefulSet", namespace: "a", name: "db" }
  const older = event("db", "FailedCreate", "exceeded quota: small, used 1", {
    type: "Warning",
    involvedObject: refused,
  })
  const newer = { ...older, message: "exceeded quota: small, used 2", lastTimestamp: "2026-01-01T00:00:30Z" }
  expect(digestOf([older, newer]).refusals()).toEqual([newer])
})

it("one object that tells much is one object", () => {
  const made = { involvedObject: { kind: "ReplicaSet", namespace: "a", name: "web-d5445ddf" } }
  const digest = digestOf(["x", "y"].map((pod) => event(pod, "SuccessfulCreate", `Created pod: ${pod}`, made)))
  expect(digest.lines(5).map(({ count, objects }) => [count, objects])).toEqual([[2, 1]])
})
