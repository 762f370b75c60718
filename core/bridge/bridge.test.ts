import { describe, expect, it } from "vitest"
import { FakeClock } from "../base/testing/fake-clock.ts"
import { type Services, serveBridge } from "./host.ts"
import { type BridgeFailure, lineLost } from "./messages.ts"
import { BridgeClient } from "./screens.ts"
import { newMemoryLine } from "./testing/memory-line.ts"

const explain = (error: unknown): BridgeFailure => ({ id: "TEST", message: String(error), advice: "try again" })

function setUp(services: Partial<Services>) {
  const clock = new FakeClock()
  const lines: { cut(): void }[] = []
  const bridge = new BridgeClient({
    clock,
    dial: async () => {
      const line = newMemoryLine()
      lines.push(line)
      serveBridge(line.host, { services: services as Services, explain }) // a test asks only for what it gives
      return line.screens
    },
  })
  return { bridge, clock, lines }
}

describe("the bridge", () => {
  it("answers a call with what its service says", async () => {
    const { bridge } = setUp({ "operations.run": async ({ profile }) => ({ id: `op-${profile}` }) })
    expect(await bridge.call("operations.run", { action: "stop", profile: "web" })).toEqual({ id: "op-web" })
  })

  it("refuses what the contract does not know before a service sees it", async () => {
    const { bridge } = setUp({ "operations.run": async () => ({ id: "never" }) })
    await expect(bridge.call("operations.run", { action: "explode" } as never)).rejects.toMatchObject({
      id: "BRIDGE_REFUSED",
    })
    await expect(bridge.call("toString" as never, undefined as never)).rejects.toMatchObject({
      message: 'There is no call "toString"',
    })
  })

  it("brings a service's failure over with its advice", async () => {
    const { bridge } = setUp({
      "settings.reset": async () => {
        throw new Error("no disk")
      },
    })
    await expect(bridge.call("settings.reset", undefined)).rejects.toMatchObject({
      id: "TEST",
      message: "Error: no disk",
      advice: "try again",
    })
  })

  it("holds a stream back while nobody reads, and goes on when somebody does", async () => {
    let sent = 0
    const { bridge } = setUp({
      "clusters.logs": async function* () {
        for (; sent < 1_000; sent++) yield `${sent}`
      },
    })
    const lines = bridge.stream("clusters.logs", { profile: "web", lines: 10, follow: true })[Symbol.asyncIterator]()
    expect(await lines.next()).toEqual({ done: false, value: "0" })
    for (let turn = 0; turn < 500; turn++) await Promise.resolve()
    expect(sent).toBeLessThan(100)
    let read = 1
    while ((await lines.next()).done !== true) read++
    expect(read).toBe(1_000)
  })

  it("tells a service when the reader has left", async () => {
    const left = Promise.withResolvers<boolean>()
    const { bridge } = setUp({
      "clusters.logs": async function* (_input, { signal }) {
        signal.addEventListener("abort", () => left.resolve(true))
        yield "one"
        yield await new Promise<string>(() => {})
      },
    })
    for await (const _ of bridge.stream("clusters.logs", { profile: "web", lines: 1, follow: true })) break
    expect(await left.promise).toBe(true)
  })

  it("fails what was under way when the line ends, says so, and dials again", async () => {
    const { bridge, lines } = setUp({
      "operations.run": async ({ profile }) =>
        profile === "slow" ? new Promise<never>(() => {}) : { id: `op-${profile}` },
    })
    const told: boolean[] = []
    bridge.onConnected((connected) => told.push(connected))
    const slow = bridge.call("operations.run", { action: "stop", profile: "slow" })
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
    lines[0]?.cut()
    await expect(slow).rejects.toMatchObject({ id: lineLost })
    expect(await bridge.call("operations.run", { action: "stop", profile: "web" })).toEqual({ id: "op-web" })
    expect(told).toEqual([false, true, false, true])
  })

  it("gives up waiting for a line when nobody wants the answer any more", async () => {
    const bridge = new BridgeClient({ clock: new FakeClock(), dial: () => Promise.reject(new Error("no host")) })
    const stop = new AbortController()
    const asked = bridge.call("clusters.defaults", undefined, stop.signal)
    const followed = bridge.stream("clusters.watch", undefined, stop.signal)[Symbol.asyncIterator]().next()
    stop.abort(new Error("never mind"))
    await expect(asked).rejects.toThrow("never mind")
    await expect(followed).rejects.toThrow("never mind")
  })

  it("dials a host that ends at once again and again, but not without a pause", async () => {
    const clock = new FakeClock()
    let dialled = 0
    new BridgeClient({
      clock,
      dial: async () => {
        dialled++
        const line = newMemoryLine()
        clock.after(0, () => line.cut())
        return line.screens
      },
    })
    await clock.advance(0)
    expect(dialled).toBe(2)
    await clock.advance(100)
    expect(dialled).toBe(3)
    await clock.advance(199)
    expect(dialled).toBe(3)
    await clock.advance(1)
    expect(dialled).toBe(4)
  })

  const noMessages = [
    { what: "text", message: "hello" },
    { what: "a question without an id", message: { type: "call", method: "clusters.defaults" } },
    { what: "credit that is no number", message: { type: "open", id: 1, method: "clusters.watch", credit: "many" } },
  ]
  for (const { what, message } of noMessages) {
    it(`closes a line that brings ${what}`, async () => {
      const line = newMemoryLine()
      const closed = Promise.withResolvers<string>()
      line.screens.onClose(() => closed.resolve("closed"))
      serveBridge(line.host, { services: {} as Services, explain }) // none is asked for
      line.screens.send(message as never)
      expect(await closed.promise).toBe("closed")
    })
  }
})
