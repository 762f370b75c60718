import { describe, expect, it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { IdleEnd } from "./idle-end.ts"

describe("IdleEnd", () => {
  function newIdleEnd() {
    const clock = new FakeClock()
    const ends: number[] = []
    return { clock, ends, idle: new IdleEnd({ clock, afterMs: 1_000, end: () => ends.push(clock.now()) }) }
  }

  it("ends what nobody ever needed", async () => {
    const { clock, ends } = newIdleEnd()
    await clock.advance(999)
    expect(ends).toHaveLength(0)
    await clock.advance(1)
    expect(ends).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })

  it("waits for as long as anything needs it", async () => {
    const { clock, ends, idle } = newIdleEnd()
    idle.set("screens", 1)
    idle.set("terminals", 2)
    idle.set("screens", 0)
    await clock.advance(60_000)
    idle.set("terminals", 1)
    await clock.advance(60_000)
    expect(ends).toHaveLength(0)
  })

  it("begins to wait anew when the last is gone", async () => {
    const { clock, ends, idle } = newIdleEnd()
    await clock.advance(900)
    idle.set("screens", 1)
    await clock.advance(5_000)
    idle.set("screens", 0)
    idle.set("operations", 0)
    await clock.advance(999)
    expect(ends).toHaveLength(0)
    await clock.advance(1)
    expect(ends).toHaveLength(1)
  })

  it("leaves nothing behind when it is closed", () => {
    const { clock, idle } = newIdleEnd()
    idle.close()
    expect(clock.pending).toBe(0)
  })
})
