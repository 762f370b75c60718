import { describe, expect, it } from "vitest"
import { silentLog } from "../base/log.ts"
import { FakeClock } from "../base/testing/fake-clock.ts"
import { ClusterZone } from "./cluster-zone.ts"
import type { Reply } from "./message.ts"
import { Resolver } from "./resolver.ts"

const signal = new AbortController().signal
const zone = new ClusterZone("cluster.local", {
  service: (_, name) =>
    name === "mail"
      ? { metadata: { name }, spec: { type: "ExternalName", externalName: "mail.example.com" }, status: {} }
      : { metadata: { name }, spec: { type: "ExternalName", externalName: "loop.a.svc.cluster.local" }, status: {} },
  slices: () => [],
  namespace: (name) => ({ metadata: { name }, spec: {}, status: {} }),
  servicesByIP: () => [],
  slicesByAddress: () => [],
})

function setUp(answer: () => Promise<Reply>) {
  const clock = new FakeClock()
  const asked: string[] = []
  const upstream = {
    ask(name: string) {
      asked.push(name)
      return answer()
    },
  }
  return { clock, asked, resolver: new Resolver({ zone, upstream, clock, log: silentLog }) }
}

function reply(ttl: number): Reply {
  const answers = [{ type: "A", name: "mail.example.com", ttl, data: "192.0.2.1" }] as const
  return { code: "NOERROR", authoritative: false, answers, additionals: [], authorities: [] }
}

describe("Resolver", () => {
  it("follows an ExternalName to the world outside", async () => {
    const { resolver } = setUp(async () => reply(60))
    const { answers } = await resolver.resolve("mail.a.svc.cluster.local", "A", signal)
    expect(answers.map((record) => [record.type, record.data])).toEqual([
      ["CNAME", "mail.example.com"],
      ["A", "192.0.2.1"],
    ])
  })

  it("gives up on names that go round in a circle", async () => {
    const { resolver } = setUp(async () => reply(60))
    expect((await resolver.resolve("loop.a.svc.cluster.local", "A", signal)).code).toBe("SERVFAIL")
  })

  it("asks once for as long as the answer may be kept", async () => {
    const { resolver, clock, asked } = setUp(async () => reply(10))
    await resolver.resolve("example.com", "A", signal)
    await clock.advance(9_000)
    await resolver.resolve("EXAMPLE.com", "A", signal)
    expect(asked).toHaveLength(1)
    await clock.advance(2_000)
    await resolver.resolve("example.com", "A", signal)
    expect(asked).toHaveLength(2)
  })

  it("asks once for several who wait for the same name", async () => {
    const { resolver, asked } = setUp(async () => reply(10))
    await Promise.all(Array.from({ length: 5 }, () => resolver.resolve("example.com", "A", signal)))
    expect(asked).toHaveLength(1)
  })

  it("says SERVFAIL when nobody outside answers, and asks again the next time", async () => {
    const { resolver, asked } = setUp(() => Promise.reject(new Error("timed out")))
    expect((await resolver.resolve("example.com", "A", signal)).code).toBe("SERVFAIL")
    await resolver.resolve("example.com", "A", signal)
    expect(asked).toHaveLength(2)
  })
})
