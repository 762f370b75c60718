import { expect, it } from "vitest"
import { FakeClock } from "./testing/fake-clock.ts"
import { waitUntil } from "./wait-until.ts"

const every100 = { what: "answer", everyMs: 100, atMostMs: 250 }

it("resolves to what it found", async () => {
  const clock = new FakeClock()
  let looks = 0
  const waiting = waitUntil(async () => (++looks === 3 ? "here" : undefined), { clock, ...every100 })
  await clock.advance(200)
  expect(await waiting).toBe("here")
})

it("gives up in time, and says what it waited for", async () => {
  const clock = new FakeClock()
  const waiting = waitUntil(async () => false as const, { clock, ...every100 })
  const outcome = expect(waiting).rejects.toThrow("Waited 0.25 s for the answer")
  await clock.advance(300)
  await outcome
})
