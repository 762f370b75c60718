import { expect, it, vi } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { podInfoOf } from "../cache/pod-info.ts"
import { SchedulingQueue } from "./scheduling-queue.ts"

function pod(name: string) {
  return podInfoOf({ metadata: { namespace: "default", name, uid: name }, spec: { containers: [] }, status: {} })
}

it("waits until a pod comes, or the signal aborts", async () => {
  const queue = new SchedulingQueue(new FakeClock())
  const stop = new AbortController()
  const waiting = queue.waitForWork(stop.signal)
  queue.set(pod("a"))
  await waiting
  expect(queue.take()?.info.key).toBe("default/a")
  const idle = queue.waitForWork(stop.signal)
  stop.abort()
  await idle
  expect(queue.take()).toBeUndefined()
})

it("leaves nothing behind on the signal of a wait that is over", async () => {
  const queue = new SchedulingQueue(new FakeClock())
  const { signal } = new AbortController()
  const added = vi.spyOn(signal, "addEventListener")
  const removed = vi.spyOn(signal, "removeEventListener")
  for (const name of ["a", "b", "c"]) {
    const waiting = queue.waitForWork(signal)
    queue.set(pod(name))
    await waiting
    queue.take()
  }
  expect([added.mock.calls.length, removed.mock.calls.length]).toEqual([3, 3])
})
