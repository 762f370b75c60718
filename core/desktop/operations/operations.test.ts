import { describe, expect, it } from "vitest"
import { aborted } from "../../base/signals.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import { Operations } from "./operations.ts"
import type { RunRequest } from "./run-request.ts"

const startedAtMs = Date.UTC(2026, 0, 1)

function operationsOver(run: RunRequest) {
  const clock = new FakeClock(startedAtMs)
  const host = new AbortController()
  const operations = new Operations({
    clock,
    random: new SeededRandom(1),
    signal: host.signal,
    run,
    explain: (error) => ({ id: "GUEST_START", message: `${error}`, advice: "Try again." }),
  })
  return { operations, clock, host }
}

/** Ends only when it is cancelled. */
const endless: RunRequest = async (_request, { signal }) => {
  await aborted(signal)
  throw signal.reason
}

describe("an operation", () => {
  it("keeps its steps with their times, details and notes, though nobody watches", async () => {
    const { operations, clock } = operationsOver(async (_request, { progress }) => {
      await progress.step("Choosing a driver", async (detail) => detail("native"))
      progress.note("Hardly any room is left")
      await progress.step("Starting the node", () => clock.sleep(2_000))
    })
    const id = operations.begin({ action: "start", profile: "web", nodes: 2 })
    await clock.advance(1_000)
    const begun = {
      id,
      action: "start",
      profile: "web",
      command: "cove start -p web --nodes 2",
      notes: ["Hardly any room is left"],
      startedAtMs,
    }
    const chosen = { title: "Choosing a driver", detail: "native", state: "done", startedAtMs, endedAtMs: startedAtMs }
    const starting = { title: "Starting the node", detail: "", startedAtMs }
    expect(operations.all).toEqual([{ ...begun, state: "running", steps: [chosen, { ...starting, state: "running" }] }])
    expect(operations.underWayOn("web")?.id).toBe(id)
    await clock.advance(1_000)
    const endedAtMs = startedAtMs + 2_000
    const steps = [chosen, { ...starting, state: "done", endedAtMs }]
    expect(operations.all).toEqual([{ ...begun, state: "succeeded", steps, endedAtMs }])
    expect(operations.underWayOn("web")).toBeUndefined()
  })

  it("explains its failure as the command line does", async () => {
    const { operations, clock } = operationsOver(async (_request, { progress }) => {
      await progress.step("Starting the node", async () => {
        throw new Error("No room")
      })
    })
    operations.begin({ action: "start", profile: "web" })
    await clock.advance(0)
    expect(operations.all).toMatchObject([
      {
        state: "failed",
        steps: [{ title: "Starting the node", state: "failed" }],
        failure: { id: "GUEST_START", message: "Error: No room", advice: "Try again." },
      },
    ])
  })

  it("can be cancelled, and be forgotten once it has ended", async () => {
    const { operations, clock } = operationsOver(endless)
    const id = operations.begin({ action: "stop", profile: "web" })
    operations.dismiss(id)
    expect(operations.all).toMatchObject([{ state: "running" }])
    operations.cancel(id)
    await clock.advance(0)
    expect(operations.all).toMatchObject([{ state: "cancelled", endedAtMs: startedAtMs }])
    expect(operations.all[0]?.failure).toBeUndefined()
    operations.cancel(id)
    operations.dismiss(id)
    expect(operations.all).toEqual([])
  })

  it("is a success when it was done before it could be cancelled", async () => {
    const { operations, clock } = operationsOver(async (_request, { signal }) => aborted(signal))
    operations.cancel(operations.begin({ action: "delete", profile: "web" }))
    await clock.advance(0)
    expect(operations.all).toMatchObject([{ state: "succeeded" }])
  })

  it("ends with the host, and none begins any more", async () => {
    const { operations, clock, host } = operationsOver(endless)
    operations.begin({ action: "start", profile: "web" })
    host.abort(new Error("The host ends"))
    await clock.advance(0)
    expect(operations.all).toMatchObject([{ state: "cancelled" }])
    expect(() => operations.begin({ action: "start", profile: "web" })).toThrow("The host ends")
  })
})

describe("operations", () => {
  it("are told of to whoever follows, newest first", async () => {
    const { operations, clock } = operationsOver(async () => {})
    const stop = new AbortController()
    const followed = operations.follow(stop.signal)[Symbol.asyncIterator]()
    expect(await followed.next()).toMatchObject({ value: [] })
    operations.begin({ action: "stop", profile: "first" })
    operations.begin({ action: "stop", profile: "second" })
    await clock.advance(0)
    const { value } = await followed.next()
    expect(value).toMatchObject([
      { profile: "second", state: "succeeded" },
      { profile: "first", state: "succeeded" },
    ])
  })

  it("are forgotten beyond 50, those that ended longest ago first, and never those under way", async () => {
    const { operations, clock } = operationsOver((request, run) =>
      request.profile === "endless" ? endless(request, run) : Promise.resolve(),
    )
    operations.begin({ action: "start", profile: "endless" })
    for (let number = 1; number <= 60; number++) {
      operations.begin({ action: "stop", profile: `p${number}` })
      await clock.advance(0)
    }
    expect(operations.all).toHaveLength(50)
    expect(operations.all.at(0)?.profile).toBe("p60")
    expect(operations.all.slice(-2).map((one) => one.profile)).toEqual(["p12", "endless"])
  })

  it("are refused when 50 are under way", () => {
    const { operations } = operationsOver(endless)
    for (let number = 1; number <= 50; number++) operations.begin({ action: "start", profile: `p${number}` })
    expect(() => operations.begin({ action: "start", profile: "more" })).toThrow("50 operations are under way already")
  })
})
