import { expect, it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { WorkQueue } from "./work-queue.ts"

it("hands out a key once, however often it was added", async () => {
  const queue = new WorkQueue(new FakeClock())
  for (const key of ["a", "b", "a"]) queue.add(key)
  expect([await queue.get(), await queue.get(), queue.length]).toEqual(["a", "b", 0])
})

it("holds back a key that is being worked on until that is done", async () => {
  const queue = new WorkQueue(new FakeClock())
  queue.add("a")
  const key = await queue.get()
  queue.add("a")
  expect(queue.length).toBe(0)
  queue.done(key ?? "")
  expect(await queue.get()).toBe("a")
})

it("adds delayed keys when their time comes, on one timer", async () => {
  const clock = new FakeClock()
  const queue = new WorkQueue(clock)
  queue.addAfter("late", 500)
  queue.addAfter("soon", 100)
  queue.addAfter("late", 200)
  expect(clock.pending).toBe(1)
  await clock.advance(99)
  expect(queue.length).toBe(0)
  await clock.advance(1)
  expect(await queue.get()).toBe("soon")
  await clock.advance(100)
  expect(await queue.get()).toBe("late")
  await clock.advance(1_000)
  expect([queue.length, clock.pending]).toEqual([0, 0])
})

const backoff = [
  { failures: 1, waitMs: 5 },
  { failures: 3, waitMs: 20 },
  { failures: 30, waitMs: 1_000_000 },
]
for (const { failures, waitMs } of backoff) {
  it(`waits ${waitMs} ms after ${failures} failures in a row`, async () => {
    const clock = new FakeClock()
    const queue = new WorkQueue(clock)
    for (let i = 1; i < failures; i++) {
      queue.addRateLimited("a")
      await clock.advance(1_000_000)
      queue.done((await queue.get()) ?? "")
    }
    queue.addRateLimited("a")
    await clock.advance(waitMs - 1)
    expect(queue.length).toBe(0)
    await clock.advance(1)
    expect(queue.length).toBe(1)
  })
}

it("lets those who work finish and sends away those who wait when it shuts down", async () => {
  const queue = new WorkQueue(new FakeClock())
  queue.add("a")
  await queue.get()
  const waiting = queue.get()
  const down = queue.shutDown()
  expect(await waiting).toBeUndefined()
  queue.done("a")
  await down
  queue.add("b")
  expect(await queue.get()).toBeUndefined()
})

it("is shut down only when what stood in line is done as well", async () => {
  const queue = new WorkQueue(new FakeClock())
  for (const key of ["a", "b"]) queue.add(key)
  let isDown = false
  await queue.get()
  const down = queue.shutDown().then(() => {
    isDown = true
  })
  queue.done("a")
  await Promise.resolve()
  expect(isDown).toBe(false)
  expect(await queue.get()).toBe("b")
  queue.done("b")
  await down
})
