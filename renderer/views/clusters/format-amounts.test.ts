import { expect, it } from "vitest"
import { formatBytes, formatDuration, formatMemory } from "./format-amounts.ts"

const durations = [
  { ms: -5, text: "0.0 s" },
  { ms: 420, text: "0.4 s" },
  { ms: 12_900, text: "12 s" },
  { ms: 65_000, text: "1 m 05 s" },
]

for (const { ms, text } of durations) {
  it(`writes ${ms} ms as ${text}`, () => {
    expect(formatDuration(ms)).toBe(text)
  })
}

const amounts = [
  { mebibytes: 512, text: "512 MiB" },
  { mebibytes: 1024, text: "1 GiB" },
  { mebibytes: 7_987, text: "7.8 GiB" },
  { mebibytes: 15_872, text: "15.5 GiB" },
]

for (const { mebibytes, text } of amounts) {
  it(`writes ${mebibytes} MiB as ${text}`, () => {
    expect(formatMemory(mebibytes)).toBe(text)
  })
}

it("writes little in KiB", () => {
  expect([formatBytes(340_000), formatBytes(5 * 1024 * 1024)]).toEqual(["333 KiB", "5 MiB"])
})
