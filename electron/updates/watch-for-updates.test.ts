import { expect, it } from "vitest"
import { silentLog } from "../../core/base/log.ts"
import { FakeClock } from "../../core/base/testing/fake-clock.ts"
import { watchForUpdates } from "./watch-for-updates.ts"

it("looks for newer versions a minute after the start and once a day, whatever comes of it", async () => {
  const clock = new FakeClock()
  let looks = 0
  const prepareNext = async () => {
    looks++
    throw new Error("no network")
  }
  watchForUpdates({ prepareNext }, { clock, log: silentLog })
  await clock.advance(60_000)
  expect(looks).toBe(1)
  await clock.advance(2 * 24 * 60 * 60_000)
  expect(looks).toBe(3)
})

it("does nothing without a feed", () => {
  const clock = new FakeClock()
  watchForUpdates(undefined, { clock, log: silentLog })
  expect(clock.pending).toBe(0)
})
