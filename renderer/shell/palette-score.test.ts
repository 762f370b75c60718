import { expect, it } from "vitest"
import { paletteScore } from "./palette-score.ts"

const scores = [
  { typed: "stop", title: "Stop web", others: [], score: 1 },
  { typed: "web", title: "Stop web", others: [], score: 0.8 },
  { typed: "forw", title: "Go to Port-forwards", others: [], score: 0.8 },
  { typed: "shell", title: "New terminal", others: ["shell"], score: 0.4 },
  { typed: "stop", title: "Go to Port-forwards", others: [], score: 0 },
  { typed: "stop api", title: "Stop web", others: [], score: 0 },
  { typed: "web stop", title: "Stop web", others: [], score: 0.9 },
  { typed: "", title: "Stop web", others: [], score: 1 },
]

for (const { typed, title, others, score } of scores) {
  it(`scores "${title}" ${score} for "${typed}"`, () => {
    expect(paletteScore(typed, title, others)).toBeCloseTo(score)
  })
}
