import { describe, expect, it } from "vitest"
import { expand } from "./expand.ts"

describe("expand", () => {
  const values: Record<string, string> = { A: "1", B: "2", EMPTY: "" }
  const cases: readonly (readonly [string, string])[] = [
    ["$(A)", "1"],
    ["x$(A)y$(B)", "x1y2"],
    ["$$(A)", "$(A)"],
    ["$$$(A)", "$1"],
    ["$(NONE)", "$(NONE)"],
    ["$(EMPTY)", ""],
    ["$", "$"],
    ["$A", "$A"],
    ["$(A", "$(A"],
    ["$(A)$", "1$"],
  ]
  it.each(cases)("makes of %s", (text, expected) => {
    expect(expand(text, (name) => values[name])).toBe(expected)
  })
})
