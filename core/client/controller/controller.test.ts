import { expect, it } from "vitest"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { Controller } from "./controller.ts"

it("works on every key, again after a failure, and when a reconcile asks to", async () => {
  const clock = new FakeClock()
  const seen: string[] = []
  const controller = new Controller({
    name: "test",
    clock,
    log: silentLog,
    reconcile: async (key) => {
      seen.push(key)
      if (key === "bad" && seen.filter((each) => each === "bad").length < 3) throw new Error("not yet")
      return key === "again" && seen.length < 9 ? 1_000 : undefined
    },
  })
  const stop = new AbortController()
  const running = controller.run(stop.signal)
  for (const key of ["good", "bad", "again"]) controller.enqueue(key)
  await clock.advance(0)
  expect(seen).toEqual(["good", "bad", "again"])
  await clock.advance(15)
  expect(seen.slice(3)).toEqual(["bad", "bad"])
  await clock.advance(1_000)
  expect(seen.slice(5)).toEqual(["again"])
  stop.abort()
  await running
})

it("never works on one key twice at a time", async () => {
  const clock = new FakeClock()
  let running = 0
  let most = 0
  const controller = new Controller({
    name: "test",
    clock,
    log: silentLog,
    workers: 3,
    reconcile: async () => {
      most = Math.max(most, ++running)
      await clock.sleep(10)
      running--
      return undefined
    },
  })
  const stop = new AbortController()
  const ended = controller.run(stop.signal)
  controller.enqueue("a")
  await clock.advance(1)
  controller.enqueue("a")
  await clock.advance(100)
  expect(most).toBe(1)
  stop.abort()
  await ended
})
