import { expect, it } from "vitest"
import { Latest } from "./latest.ts"

it("tells a follower the value at once, and then what it is when the follower looks again", async () => {
  const stop = new AbortController()
  const latest = new Latest({ value: 1 })
  const followed = latest.follow(stop.signal)
  expect(await followed.next()).toEqual({ done: false, value: 1 })
  latest.set(2)
  latest.set(3)
  expect(await followed.next()).toEqual({ done: false, value: 3 })
  const next = followed.next()
  latest.set(3)
  expect(await next).toEqual({ done: false, value: 3 })
})

it("lets followers wait for the first value, and go when the signal aborts", async () => {
  const stop = new AbortController()
  const latest = new Latest<number>()
  const followed = latest.follow(stop.signal)
  const first = followed.next()
  latest.set(1)
  expect(await first).toEqual({ done: false, value: 1 })
  const second = followed.next()
  stop.abort()
  expect(await second).toEqual({ done: true, value: undefined })
})
