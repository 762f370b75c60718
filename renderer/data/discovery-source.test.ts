import { expect, it } from "vitest"
import { pods, services } from "../../core/apis/resources.gen.ts"
import { FakeClock } from "../../core/base/testing/fake-clock.ts"
import type { Resource } from "../../core/machinery/api/resource.ts"
import { DiscoverySource } from "./discovery-source.ts"

function setUp() {
  const clock = new FakeClock()
  const asked: number[] = []
  const given: { resources: readonly Resource[] | Error } = { resources: [pods] }
  let definitionsChanged = () => {}
  const source = new DiscoverySource({
    discover: async () => {
      asked.push(clock.now())
      if (given.resources instanceof Error) throw given.resources
      return { resources: [...given.resources], stale: [] }
    },
    triggersIn: () => [
      {
        subscribe: (listener) => {
          definitionsChanged = listener
          return () => {}
        },
      },
    ],
    clock,
  })
  return { clock, source, asked, given, change: () => definitionsChanged() }
}

it("asks when somebody looks, and again when definitions change", async () => {
  const { clock, source, given, change } = setUp()
  source.subscribe(() => {})
  await clock.advance(0)
  expect(source.state.resources).toEqual([pods])
  given.resources = [pods, services]
  change()
  await clock.advance(300)
  expect(source.state.resources).toEqual([pods, services])
})

it("is the same list while the same is served", async () => {
  const { clock, source, change } = setUp()
  source.subscribe(() => {})
  await clock.advance(0)
  const { resources } = source.state
  change()
  await clock.advance(5_000)
  expect(source.state.resources).toBe(resources)
})

it("keeps what it knew while the cluster does not answer, says why, and asks again", async () => {
  const { clock, source, given, change } = setUp()
  source.subscribe(() => {})
  await clock.advance(0)
  given.resources = new Error("unreachable")
  change()
  await clock.advance(300)
  expect(source.state).toMatchObject({ resources: [pods], error: { message: "unreachable" } })
  given.resources = [services]
  await clock.advance(10_000)
  expect(source.state).toEqual({ resources: [services], error: undefined })
})

it("asks no more when nobody looks", async () => {
  const { clock, source, asked, change } = setUp()
  const leave = source.subscribe(() => {})
  await clock.advance(0)
  leave()
  change()
  await clock.advance(60_000)
  expect(asked).toHaveLength(1)
})
