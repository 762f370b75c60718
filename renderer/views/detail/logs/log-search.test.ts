import { describe, expect, it } from "vitest"
import { formatLog, matchingLines, newMatcher, nextMatch, spansOf } from "./log-search.ts"

const plain = { matchCase: false, regexp: false }
const lines = ["GET /a", "\u001b[31mError\u001b[0m: a.b", "get /b"].map((text, id) => ({
  id,
  source: "web",
  timestamp: "2026-01-01T00:00:00Z",
  text,
}))

describe("a search in a log", () => {
  const cases = [
    { query: { ...plain, text: "get" }, found: [0, 2] },
    { query: { ...plain, text: "get", matchCase: true }, found: [2] },
    { query: { ...plain, text: "a.b" }, found: [1] },
    { query: { ...plain, text: "[ab]$", regexp: true }, found: [0, 1, 2] },
    { query: { ...plain, text: "31m" }, found: [] }, // colours are no text
  ]
  for (const { query, found } of cases) {
    it(`for ${JSON.stringify(query)} finds lines ${found}`, () => {
      const matcher = newMatcher(query)
      expect(matcher === undefined ? undefined : matchingLines(lines, matcher)).toEqual(found)
    })
  }

  it("has nothing to look with while the expression cannot be read", () => {
    expect(newMatcher({ ...plain, text: "(", regexp: true })).toBeUndefined()
    expect(newMatcher({ ...plain, text: "" })).toBeUndefined()
  })

  it("marks every place in a line", () => {
    expect(spansOf(/a/giu, "bAna")).toEqual([
      { from: 1, to: 2 },
      { from: 3, to: 4 },
    ])
  })

  it("goes around the ends", () => {
    expect([nextMatch(3, undefined, 1), nextMatch(3, 2, 1), nextMatch(3, 0, -1), nextMatch(0, 0, 1)]).toEqual([
      0,
      0,
      2,
      undefined,
    ])
  })
})

it("is written to a file without its colours", () => {
  expect(formatLog(lines.slice(1, 2), { timestamps: true, sources: true })).toBe(
    "[web] 2026-01-01T00:00:00Z Error: a.b\n",
  )
})
