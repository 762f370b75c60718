import { describe, expect, it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import type { ApiPart } from "../../bridge/contract/api.ts"
import type { Input } from "../../bridge/contract.ts"
import { type ServiceContext, type Services, serveBridge } from "../../bridge/host.ts"
import { BridgeClient } from "../../bridge/screens.ts"
import { newMemoryLine } from "../../bridge/testing/memory-line.ts"
import { PortTransport } from "./port-transport.ts"

type Answer = (input: Input<"api.request">, context: ServiceContext) => AsyncIterable<ApiPart>

function setUp(answer: Answer): PortTransport {
  const dial = async () => {
    const line = newMemoryLine()
    const services = { "api.request": answer } as Partial<Services> as Services // nothing else is asked
    serveBridge(line.host, { services, explain: (error) => ({ id: "TEST", message: String(error), advice: "" }) })
    return line.screens
  }
  return new PortTransport(new BridgeClient({ clock: new FakeClock(), dial }), "dev")
}

const head = { type: "head", status: 200, headers: { "content-type": "text/plain" } } as const
const chunk = (text: string) => ({ type: "chunk", bytes: new TextEncoder().encode(text) }) as const

describe("a cluster's API through the host", () => {
  it("is asked in the profile's name, with all that was handed over", async () => {
    const asked: unknown[] = []
    const transport = setUp(async function* (input) {
      asked.push(input)
      yield head
    })
    const request = {
      method: "POST",
      path: "/x?y=1",
      headers: { accept: "a/b" },
      body: new Uint8Array([1, 2]),
    } as const
    await transport.request(request)
    expect(asked).toEqual([{ profile: "dev", ...request }])
  })

  it("answers as soon as the head is there, with the body as it arrives", async () => {
    const more = Promise.withResolvers<void>()
    const transport = setUp(async function* () {
      yield head
      yield chunk("one")
      await more.promise
      yield chunk("two")
    })
    const { status, headers, chunks } = await transport.request({ method: "GET", path: "/x" })
    expect({ status, headers }).toEqual({ status: 200, headers: head.headers })
    const body = chunks[Symbol.asyncIterator]()
    expect(await body.next()).toEqual({ done: false, value: new TextEncoder().encode("one") })
    more.resolve()
    expect(await body.next()).toEqual({ done: false, value: new TextEncoder().encode("two") })
    expect(await body.next()).toMatchObject({ done: true })
  })

  it("puts a body together for who wants it whole", async () => {
    const transport = setUp(async function* () {
      yield head
      yield chunk("one ")
      yield chunk("two")
    })
    const response = await transport.request({ method: "GET", path: "/x" })
    expect(new TextDecoder().decode(await response.bytes())).toBe("one two")
  })

  it("tells the host when nobody reads on", async () => {
    const left = Promise.withResolvers<string>()
    const transport = setUp(async function* (_, { signal }) {
      signal.addEventListener("abort", () => left.resolve("left"))
      yield head
      yield chunk("one")
      await left.promise
    })
    const { chunks } = await transport.request({ method: "GET", path: "/x" })
    for await (const _ of chunks) break
    expect(await left.promise).toBe("left")
  })

  it("ends with the signal's own reason, before the head and after", async () => {
    const transport = setUp(async function* ({ path }, { signal }) {
      if (path === "/after") yield head
      await new Promise((resolve) => signal.addEventListener("abort", resolve))
    })
    const stop = new AbortController()
    const before = transport.request({ method: "GET", path: "/before", signal: stop.signal })
    const after = await transport.request({ method: "GET", path: "/after", signal: stop.signal })
    const reading = after.bytes()
    stop.abort(new Error("never mind"))
    await expect(before).rejects.toThrow("never mind")
    await expect(reading).rejects.toThrow("never mind")
  })

  it("fails as the host says", async () => {
    const transport = setUp(() => {
      throw new Error("no such cluster")
    })
    await expect(transport.request({ method: "GET", path: "/x" })).rejects.toMatchObject({
      id: "TEST",
      message: "Error: no such cluster",
    })
  })
})
