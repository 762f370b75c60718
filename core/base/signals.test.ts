import { describe, expect, it } from "vitest"
import { aborted, withDeadline } from "./signals.ts"
import { FakeClock } from "./testing/fake-clock.ts"
import { TimeoutError } from "./wait-until.ts"

describe("aborted", () => {
  it("resolves when the signal aborts, or has aborted already", async () => {
    const stop = new AbortController()
    const waiting = aborted(stop.signal)
    stop.abort()
    await waiting
    await aborted(stop.signal)
  })
})

describe("withDeadline", () => {
  /** Ends only by its signal, with its reason. */
  const forever = async (signal: AbortSignal) => {
    await aborted(signal)
    throw signal.reason
  }

  it("answers what it ran", async () => {
    expect(await withDeadline(async () => "done", { clock: new FakeClock(), atMostMs: 1_000 })).toBe("done")
  })

  it("aborts what takes longer", async () => {
    const clock = new FakeClock()
    const running = withDeadline(forever, { clock, atMostMs: 1_000 })
    const failed = expect(running).rejects.toThrow(new TimeoutError("Waited 1 s"))
    await clock.advance(1_000)
    await failed
  })

  it("passes on the outer signal's reason, also of one that has aborted before", async () => {
    const stop = new AbortController()
    const running = withDeadline(forever, { clock: new FakeClock(), atMostMs: 1_000, signal: stop.signal })
    stop.abort(new Error("Interrupted"))
    await expect(running).rejects.toThrow("Interrupted")
    await expect(
      withDeadline(forever, { clock: new FakeClock(), atMostMs: 1_000, signal: stop.signal }),
    ).rejects.toThrow("Interrupted")
  })
})
