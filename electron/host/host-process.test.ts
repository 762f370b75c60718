import { describe, expect, it } from "vitest"
import { silentLog } from "../../core/base/log.ts"
import { FakeClock } from "../../core/base/testing/fake-clock.ts"
import type { HostLine } from "../../core/bridge/line.ts"
import { takeLines } from "./host-lines.ts"
import type { FromHostProcess, ToHost } from "./host-messages.ts"
import { type HostChild, HostProcess } from "./host-process.ts"

/** A process in memory: what is posted arrives at once, and it dies when told to. */
class FakeChild implements HostChild {
  readonly taken: HostLine[] = []
  killed = false
  endsWhenAsked = true
  #toHost: (event: { readonly data: ToHost }) => void = () => {}
  #toMain: (message: FromHostProcess) => void = () => {}
  #exit: (code: number) => void = () => {}

  constructor() {
    const port = {
      postMessage: (message: FromHostProcess) => this.#toMain(message),
      on: (_event: "message", listener: (event: { readonly data: ToHost }) => void) => {
        this.#toHost = listener
      },
    }
    takeLines(
      port,
      (line) => this.taken.push(line),
      () => {
        if (this.endsWhenAsked) this.die(0)
      },
    )
  }

  postMessage(message: ToHost): void {
    this.#toHost({ data: message })
  }

  on(event: "message" | "exit", listener: ((message: FromHostProcess) => void) | ((code: number) => void)): void {
    if (event === "message") this.#toMain = listener as (message: FromHostProcess) => void
    else this.#exit = listener as (code: number) => void
  }

  kill(): boolean {
    this.killed = true
    this.die(1)
    return true
  }

  ready(): void {
    this.#toMain({ type: "ready" })
  }

  die(code: number): void {
    this.#exit(code)
  }
}

function setUp() {
  const clock = new FakeClock()
  const children: FakeChild[] = []
  const host = new HostProcess({
    clock,
    log: silentLog,
    fork: () => {
      const child = new FakeChild()
      children.push(child)
      return child
    },
  })
  const newest = () => children.at(-1) ?? new FakeChild()
  return { clock, host, children, newest }
}

describe("the host's process", () => {
  it("opens a line when it listens, and not before", async () => {
    const { host, newest } = setUp()
    const dialled = host.dial()
    expect(newest().taken).toHaveLength(0)
    newest().ready()
    const line = await dialled
    const heard: unknown[] = []
    newest().taken[0]?.onMessage((message) => heard.push(message))
    line.onMessage((message) => heard.push(message))
    line.send({ type: "call", id: 1, method: "desktop.about" })
    newest().taken[0]?.send({ type: "answer", id: 1, value: Uint8Array.of(1) })
    expect(heard).toEqual([
      { type: "call", id: 1, method: "desktop.about" },
      { type: "answer", id: 1, value: Uint8Array.of(1) },
    ])
  })

  it("keeps lines apart, and tells each side when the other closes one", async () => {
    const { host, newest } = setUp()
    newest().ready()
    const [first, second] = [await host.dial(), await host.dial()]
    const closed: string[] = []
    first.onClose(() => closed.push("first, at the screens"))
    second.onClose(() => closed.push("second, at the screens"))
    newest().taken[0]?.onClose(() => closed.push("first, at the host"))
    newest().taken[1]?.onClose(() => closed.push("second, at the host"))
    first.close()
    expect(closed).toEqual(["first, at the host", "first, at the screens"])
    newest().taken[1]?.close()
    expect(closed.slice(2)).toEqual(["second, at the screens", "second, at the host"])
  })

  it("ends every line when it dies, and is started again", async () => {
    const { host, newest, children, clock } = setUp()
    newest().ready()
    const line = await host.dial()
    let closed = false
    line.onClose(() => {
      closed = true
    })
    newest().die(139)
    expect(closed).toBe(true)
    await clock.advance(199)
    expect(children).toHaveLength(1)
    await clock.advance(1)
    expect(children).toHaveLength(2)
    const again = host.dial()
    newest().ready()
    expect((await again).send).toBeTypeOf("function")
  })

  it("opens the line that was asked for when the one that was to open it died before it listened", async () => {
    const { host, newest, clock } = setUp()
    const dialled = host.dial()
    newest().die(1)
    await clock.advance(200)
    newest().ready()
    const line = await dialled
    line.send({ type: "cancel", id: 1 })
    expect(newest().taken).toHaveLength(1)
  })

  it("waits longer each time it dies young, and begins anew after a long life", async () => {
    const { newest, children, clock } = setUp()
    for (const waitMs of [200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]) {
      const before = children.length
      newest().die(1)
      await clock.advance(waitMs - 1)
      expect(children).toHaveLength(before)
      await clock.advance(1)
      expect(children).toHaveLength(before + 1)
    }
    await clock.advance(60_000)
    newest().die(1)
    await clock.advance(200)
    expect(children).toHaveLength(10)
  })

  it("is asked to end, and is killed only when it does not", async () => {
    const willing = setUp()
    await willing.host.stop()
    await willing.host.stop()
    expect(willing.newest().killed).toBe(false)
    await willing.clock.advance(60_000)
    expect(willing.children).toHaveLength(1)

    const stubborn = setUp()
    stubborn.newest().endsWhenAsked = false
    const stopped = stubborn.host.stop()
    await stubborn.clock.advance(5_000)
    await stopped
    expect(stubborn.newest().killed).toBe(true)
  })
})
