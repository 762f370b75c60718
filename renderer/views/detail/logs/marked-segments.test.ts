import { expect, it } from "vitest"
import { markedSegments } from "./marked-segments.ts"

it("marks what was found across colours", () => {
  const found = markedSegments("a \u001b[31mer\u001b[0mror b", /error/giu)
  expect(found.map(({ text, isMatch, from }) => ({ text, isMatch, from }))).toEqual([
    { text: "a ", isMatch: false, from: 0 },
    { text: "er", isMatch: true, from: 2 },
    { text: "ror", isMatch: true, from: 4 },
    { text: " b", isMatch: false, from: 7 },
  ])
})

it("leaves a line whole in which nothing is looked for", () => {
  expect(markedSegments("plain", undefined)).toEqual([{ text: "plain", style: {}, isMatch: false, from: 0 }])
})
