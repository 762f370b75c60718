import { expect, it } from "vitest"
import { describeUsage, formatCpu, formatMemory } from "./format-usage.ts"

const cases = [
  { text: formatCpu(85.4), expected: "85m" },
  { text: formatCpu(1500), expected: "1.5 cores" },
  { text: formatCpu(1000), expected: "1 core" },
  { text: formatCpu(0), expected: "0m" },
  { text: formatMemory(0), expected: "0 B" },
  { text: formatMemory(1_610_612_736), expected: "1.5 GiB" },
  { text: formatMemory(512 * 1024 * 1024), expected: "512 MiB" },
  { text: describeUsage(252, 2000, formatCpu), expected: "252m of 2 cores (13 %)" },
  { text: describeUsage(252, undefined, formatCpu), expected: "252m" },
]

for (const { text, expected } of cases) {
  it(`an amount reads as ${expected}`, () => expect(text).toBe(expected))
}
