import { expect, it } from "vitest"
import { silentLog } from "../../core/base/log.ts"
import { FakeClock } from "../../core/base/testing/fake-clock.ts"
import { type Services, serveBridge } from "../../core/bridge/host.ts"
import { BridgeClient } from "../../core/bridge/screens.ts"
import { newMemoryLine } from "../../core/bridge/testing/memory-line.ts"
import { watchHost } from "./watch-host.ts"

it("follows the host over its restarts and its failures, and knows what was so before", async () => {
  const clock = new FakeClock()
  const lines: { cut(): void }[] = []
  let broken = true
  const services: Partial<Services> = {
    "clusters.watch": async function* () {
      if (broken) throw new Error("no disk")
      yield []
      await new Promise(() => {})
    },
    "operations.watch": async function* () {
      yield [{ id: `at line ${lines.length}` } as never] // only its id is looked at
      await new Promise(() => {})
    },
    "settings.watch": async function* () {},
  }
  const bridge = new BridgeClient({
    clock,
    dial: async () => {
      const line = newMemoryLine()
      lines.push(line)
      const explain = (error: unknown) => ({ id: "", message: String(error), advice: "" })
      serveBridge(line.host, { services: services as Services, explain }) // only these are asked for
      return line.screens
    },
  })
  const told: unknown[] = []
  watchHost(
    { bridge, clock, log: silentLog },
    {
      clusters: (now) => told.push({ clusters: now }),
      operations: (now, before) => told.push({ now: now.map(({ id }) => id), before: before.map(({ id }) => id) }),
      settings: () => {},
      lost: () => told.push("lost"),
    },
  )
  await clock.advance(0)
  await clock.advance(0)
  expect(told).toEqual(["lost", { now: ["at line 1"], before: [] }])
  broken = false
  await clock.advance(5_000)
  await clock.advance(0)
  expect(told.slice(2)).toEqual([{ clusters: [] }])
  lines[0]?.cut()
  await clock.advance(100)
  await clock.advance(0)
  expect(told.slice(3)).toEqual(
    expect.arrayContaining(["lost", { clusters: [] }, { now: ["at line 2"], before: ["at line 1"] }]),
  )
})
