import { EventEmitter } from "node:events"
import type { IpcMainEvent, WebContents } from "electron"
import { describe, expect, it } from "vitest"
import { silentLog } from "../../core/base/log.ts"
import type { HostLine } from "../../core/bridge/line.ts"
import { newMemoryLine } from "../../core/bridge/testing/memory-line.ts"
import { isFromScreens } from "../window/fortify.ts"
import { channels } from "./channels.ts"
import { relayBridge } from "./relay.ts"

/** A page as main sees it: it keeps what it is sent. */
class FakePage extends EventEmitter {
  readonly got: unknown[][] = []

  send(...message: unknown[]): void {
    this.got.push(message)
  }

  isDestroyed(): boolean {
    return false
  }
}

const ours = { origin: "cove-app://screens", url: "cove-app://screens/index.html", parent: null }

function setUp() {
  const page = new FakePage()
  const hosts: HostLine[] = []
  const answers = new Map<string, (event: never, ...args: unknown[]) => unknown>()
  const listen = (channel: string, listener: (event: never, ...args: unknown[]) => unknown) =>
    void answers.set(channel, listener)
  relayBridge({
    ipcMain: { handle: listen, on: listen } as never, // what it is asked for
    dial: async () => {
      const { screens, host } = newMemoryLine()
      hosts.push(host)
      return screens
    },
    isOurs: (event) => isFromScreens(event, page as unknown as WebContents),
    log: silentLog,
  })
  const say = async (channel: string, args: readonly unknown[] = [], senderFrame: unknown = ours) =>
    answers.get(channel)?.({ sender: page, senderFrame } as never, ...args)
  return { page, hosts, say }
}

describe("the relay", () => {
  it("carries messages of one line both ways", async () => {
    const { page, hosts, say } = setUp()
    const id = await say(channels.dial)
    const heard: unknown[] = []
    hosts[0]?.onMessage((message) => heard.push(message))
    await say(channels.message, [id, { type: "call", id: 7, method: "desktop.about" }])
    hosts[0]?.send({ type: "answer", id: 7, value: Uint8Array.of(1, 2) })
    await say("nothing")
    expect(heard).toEqual([{ type: "call", id: 7, method: "desktop.about" }])
    expect(page.got).toEqual([[channels.message, id, { type: "answer", id: 7, value: Uint8Array.of(1, 2) }]])
  })

  it("ends a page's line when it dials anew, and knows the old one's name no more", async () => {
    const { hosts, say } = setUp()
    const first = await say(channels.dial)
    let closed = false
    hosts[0]?.onClose(() => {
      closed = true
    })
    await say(channels.dial)
    expect(closed).toBe(true)
    const heard: unknown[] = []
    hosts[1]?.onMessage((message) => heard.push(message))
    await say(channels.message, [first, { type: "cancel", id: 1 }])
    await say("nothing")
    expect(heard).toEqual([])
  })

  it("ends the line when the page is gone, and tells the page when the host is", async () => {
    const { page, hosts, say } = setUp()
    const id = await say(channels.dial)
    hosts[0]?.close()
    expect(page.got).toEqual([[channels.close, id]])
    await say(channels.dial)
    let closed = false
    hosts[1]?.onClose(() => {
      closed = true
    })
    page.emit("render-process-gone")
    expect(closed).toBe(true)
  })

  const strangers = [
    { what: "another origin", frame: { ...ours, origin: "https://example.com" } },
    { what: "an origin that begins like ours", frame: { ...ours, origin: "cove-app://screens.example.com" } },
    { what: "a frame in our page", frame: { ...ours, parent: ours } },
    { what: "a frame that is gone", frame: null },
  ]
  for (const { what, frame } of strangers) {
    it(`gives no line to ${what}, and takes no message of it`, async () => {
      const { hosts, say } = setUp()
      await expect(say(channels.dial, [], frame)).rejects.toThrow("There is no line for this page")
      const id = await say(channels.dial)
      const heard: unknown[] = []
      hosts[0]?.onMessage((message) => heard.push(message))
      await say(channels.message, [id, { type: "cancel", id: 1 }], frame)
      await say("nothing")
      expect(heard).toEqual([])
    })
  }

  it("gives no line to another window", () => {
    const { page } = setUp()
    const event = { sender: new FakePage(), senderFrame: ours } as unknown as IpcMainEvent // what is looked at
    expect(isFromScreens(event, page as unknown as WebContents)).toBe(false)
  })
})
