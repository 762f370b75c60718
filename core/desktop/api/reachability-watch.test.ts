import { describe, expect, it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import type { Reachability } from "../../bridge/contract/api.ts"
import { ReachabilityWatch } from "./reachability-watch.ts"
import { type FakeAnswer, FakeTransport } from "./testing/fake-transport.ts"

const withoutChance = { next: () => 0, uuid: () => "", bytes: (length: number) => new Uint8Array(length) }
const startMs = Date.UTC(2026, 0, 1)
const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" })
const refusedReason = "The API server refuses connections: it is starting, or it has ended"

/** A server that a test can switch off and on, cut, and freeze. */
class FakeServer {
  isUp = true
  isFrozen = false
  cut = Promise.withResolvers<Error | "end">()
  idle = 0
  readonly clock = new FakeClock(startMs)
  readonly transport = new FakeTransport(({ path, signal }) => this.#answer(path, signal))
  readonly watch = new ReachabilityWatch({
    transport: this.transport,
    clock: this.clock,
    random: withoutChance,
    onIdle: () => void this.idle++,
  })

  break(how: Error | "end"): void {
    const { cut } = this
    this.cut = Promise.withResolvers()
    cut.resolve(how)
  }

  follow() {
    const stop = new AbortController()
    const told: Reachability[] = []
    const done = (async () => {
      for await (const value of this.watch.follow(stop.signal)) told.push(value)
    })()
    return { told, stop, done }
  }

  #answer(path: string, signal: AbortSignal | undefined): FakeAnswer | Promise<FakeAnswer> {
    if (!this.isUp) throw refused
    if (this.isFrozen) {
      return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)))
    }
    return path === "/livez" ? { status: 200, body: "ok" } : { status: 200, cut: this.cut.promise }
  }
}

describe("whether an API server answers", () => {
  it("is told at once, and nothing more while all is well", async () => {
    const server = new FakeServer()
    const { told } = server.follow()
    await server.clock.advance(60_000)
    expect(told).toEqual([{ reachable: true, sinceMs: startMs }])
  })

  it("is told the moment the connection breaks, and again when the server is back", async () => {
    const server = new FakeServer()
    const { told } = server.follow()
    await server.clock.advance(1_000)
    server.isUp = false
    server.break(refused)
    await server.clock.advance(0)
    expect(told.at(-1)).toEqual({ reachable: false, reason: refusedReason, sinceMs: startMs + 1_000 })
    server.isUp = true
    await server.clock.advance(249)
    expect(told.at(-1)).toMatchObject({ reachable: false })
    await server.clock.advance(1)
    expect(told.at(-1)).toEqual({ reachable: true, sinceMs: startMs + 1_250 })
  })

  it("is asked for less and less often while the server is away", async () => {
    const server = new FakeServer()
    server.isUp = false
    server.follow()
    const asked: number[] = []
    for (const waitMs of [0, 250, 500, 1_000, 2_000, 3_500, 3_500]) {
      await server.clock.advance(waitMs)
      asked.push(server.transport.asked.length)
    }
    expect(asked).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it("is found out within fifteen seconds when the machine freezes and no connection breaks", async () => {
    const server = new FakeServer()
    const { told } = server.follow()
    await server.clock.advance(1_000)
    server.isFrozen = true
    await server.clock.advance(14_000)
    expect(told.at(-1)).toMatchObject({ reachable: false, reason: "The API server does not answer" })
  })

  it("does not change when the server ends the watch in good order", async () => {
    const server = new FakeServer()
    const { told } = server.follow()
    await server.clock.advance(1_000)
    server.break("end")
    await server.clock.advance(1_000)
    expect(told).toHaveLength(1)
    expect(server.transport.asked.filter(({ path }) => path !== "/livez")).toHaveLength(2)
  })

  it("is of no interest when nobody follows: nothing is asked any more", async () => {
    const server = new FakeServer()
    const { stop, done } = server.follow()
    await server.clock.advance(1_000)
    stop.abort()
    await done
    expect(server.idle).toBe(1)
    await server.clock.advance(60_000)
    expect(server.clock.pending).toBe(0)
    expect(server.transport.asked).toHaveLength(1)
  })
})
