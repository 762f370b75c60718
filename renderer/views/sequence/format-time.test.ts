import { expect, it } from "vitest"
import { formatGap, formatRelative } from "./format-time.ts"

const cases = [
  { ms: 0, expected: "0 ms" },
  { ms: 432.4, expected: "432 ms" },
  { ms: 12_400, expected: "12.4 s" },
  { ms: 185_000, expected: "3 m 05 s" },
  { ms: 3_840_000, expected: "1 h 04 m" },
]

for (const { ms, expected } of cases) {
  it(`${ms} ms reads as ${expected}`, () =>
    expect([formatGap(ms), formatRelative(ms)]).toEqual([expected, `+${expected}`]))
}
