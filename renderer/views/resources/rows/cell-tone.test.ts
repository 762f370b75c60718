import { expect, it } from "vitest"
import { toneOfCell } from "./cell-tone.ts"

const cases = [
  ["Status", "Running", "ok"],
  ["Status", "CrashLoopBackOff", "bad"],
  ["Status", "Init:ImagePullBackOff", "bad"],
  ["Status", "Init:0/2", "busy"],
  ["Status", "Pending", "busy"],
  ["Status", "Completed", "idle"],
  ["Status", "Ready,SchedulingDisabled", "warn"],
  ["Status", "NotReady,SchedulingDisabled", "bad"],
  ["Status", "SomethingNew", undefined],
  ["Ready", "1/1", undefined],
  ["Ready", "1/2", "warn"],
  ["Ready", "0/2", "bad"],
  ["Name", "Failed", undefined],
  ["Available", "False", "bad"],
] as const

for (const [column, cell, tone] of cases) {
  it(`takes ${column} ${cell} for ${tone ?? "nothing to say"}`, () => {
    const definition = { name: column, type: "string", format: "", description: "", priority: 0 }
    expect(toneOfCell(definition, cell)).toBe(tone)
  })
}
