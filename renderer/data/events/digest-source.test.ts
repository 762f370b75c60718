import { expect, it } from "vitest"
import type { Event } from "../../../core/apis/core/v1.gen.ts"
import { FakeClock } from "../../../core/base/testing/fake-clock.ts"
import { nothingYet, type SourceState } from "../cluster-source.ts"
import { DigestSource } from "./digest-source.ts"

function event(name: string): Event {
  return { metadata: { namespace: "a", name }, involvedObject: { kind: "Pod", name }, type: "Warning", reason: name }
}

/** A source that a test moves on by hand. */
function newSource(first: SourceState<Event>) {
  const listeners = new Set<() => void>()
  const source = {
    state: first,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(current: Event) {
      const { objects } = source.state
      const change = { key: `a/${current.metadata.name}`, old: undefined, current }
      source.state = { ...source.state, objects: [...objects, current], changes: [change], synced: true }
      for (const listener of listeners) listener()
    },
    get listeners() {
      return listeners.size
    },
  }
  return source
}

it("begins with what is there, goes on with what comes, and tells a few times a second", async () => {
  const clock = new FakeClock()
  const source = newSource({ ...nothingYet, objects: [event("before")] })
  const digest = new DigestSource(source, clock)
  let told = 0
  const leave = digest.subscribe(() => told++)
  const reasons = () => digest.state.digest.lines(10).map((line) => line.event.reason)
  expect(reasons()).toEqual(["before"])
  told = 0
  source.add(event("one"))
  source.add(event("two"))
  expect([told, digest.state.synced]).toEqual([0, false])
  await clock.advance(300)
  expect([told, digest.state.synced, reasons().toSorted()]).toEqual([1, true, ["before", "one", "two"]])
  leave()
  expect(source.listeners).toBe(0)
})
