import type { Writable } from "node:stream"
import { describe, expect, it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import type { AuditRecord } from "../../bridge/contract/api.ts"
import { watchAudit } from "./audit-watch.ts"

function lineOf(id: string): string {
  const objectRef = { resource: "pods", namespace: "default", name: id }
  const event = { auditID: id, stage: "ResponseComplete", verb: "create", objectRef }
  return `${JSON.stringify({ ...event, requestReceivedTimestamp: "2026-01-01T00:00:00.000000Z" })}\n`
}

function setUp() {
  const clock = new FakeClock()
  const stop = new AbortController()
  const readings: { readonly stdout: Writable; readonly signal: AbortSignal; end(): void }[] = []
  const readLog = (stdout: Writable, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      readings.push({ stdout, signal, end: resolve })
      signal.addEventListener("abort", () => resolve())
    })
  const told: (readonly string[])[] = []
  const records = watchAudit({ clock, random: new SeededRandom(1), readLog }, stop.signal)
  const done = follow(records, told)
  return { clock, stop, readings, told, done }
}

async function follow(batches: AsyncIterable<readonly AuditRecord[]>, told: (readonly string[])[]): Promise<void> {
  for await (const batch of batches) told.push(batch.map(({ id }) => id))
}

describe("the audit log", () => {
  it("is told in batches as it is written", async () => {
    const { clock, readings, told } = setUp()
    readings[0]?.stdout.write(lineOf("a") + lineOf("b"))
    await clock.advance(0)
    readings[0]?.stdout.write(lineOf("c"))
    await clock.advance(0)
    expect(told).toEqual([["a", "b"], ["c"]])
  })

  it("is empty while there is none, and is said to be so", async () => {
    const { clock, readings, told } = setUp()
    await clock.advance(700)
    expect(told).toEqual([[]])
    readings[0]?.stdout.write(lineOf("a"))
    await clock.advance(0)
    expect(told).toEqual([[], ["a"]])
  })

  it("is read anew when the reading ends, and tells nothing twice", async () => {
    const { clock, readings, told } = setUp()
    readings[0]?.stdout.write(lineOf("a"))
    await clock.advance(0)
    readings[0]?.end()
    await clock.advance(2_000)
    expect(readings).toHaveLength(2)
    readings[1]?.stdout.write(lineOf("a") + lineOf("b"))
    await clock.advance(0)
    expect(told).toEqual([["a"], ["b"]])
  })

  it("is no longer read when nobody follows it", async () => {
    const { clock, readings, stop, done } = setUp()
    readings[0]?.stdout.write(lineOf("a"))
    await clock.advance(0)
    stop.abort(new Error("Nobody follows"))
    await done
    expect(readings[0]?.signal.aborted).toBe(true)
    await clock.advance(60_000)
    expect(readings).toHaveLength(1)
  })
})
