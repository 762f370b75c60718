import { expect, it } from "vitest"
import { FakeClock } from "../base/testing/fake-clock.ts"
import { ClockJumps } from "./clock-jumps.ts"

it("tells once that the clock was set, forward or back, and not that time passes", async () => {
  const clock = new FakeClock()
  const jumps = new ClockJumps(clock)
  await clock.advance(3_600_000)
  expect(jumps.look()).toBe(false)
  clock.jump(7_200_000)
  expect(jumps.look()).toBe(true)
  expect(jumps.look()).toBe(false)
  clock.jump(-60_000)
  expect(jumps.look()).toBe(true)
  clock.jump(500)
  expect(jumps.look()).toBe(false)
})
