import { expect, test } from "vitest"
import { formatAge, formatDuration } from "./age.ts"

const minute = 60
const hour = 60 * minute
const day = 24 * hour

test.each([
  [-5, "<invalid>"],
  [-1, "0s"],
  [0, "0s"],
  [119, "119s"],
  [2 * minute, "2m"],
  [5 * minute + 10, "5m10s"],
  [10 * minute + 30, "10m"],
  [179 * minute, "179m"],
  [3 * hour, "3h"],
  [3 * hour + 5 * minute, "3h5m"],
  [8 * hour + 5 * minute, "8h"],
  [47 * hour, "47h"],
  [52 * hour, "2d4h"],
  [8 * day + hour, "8d"],
  [400 * day, "400d"],
  [760 * day, "2y30d"],
  [9 * 365 * day + 5, "9y"],
])("%i seconds are shown as %s", (seconds, shown) => {
  expect(formatDuration(seconds * 1000)).toBe(shown)
})

test("a time that is not there is unknown", () => {
  expect(formatAge(undefined, 0)).toBe("<unknown>")
  expect(formatAge("2026-01-01T00:00:00Z", Date.UTC(2026, 0, 1, 0, 1))).toBe("60s")
})
