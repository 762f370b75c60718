import { describe, expect, it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import type { MetricsSample } from "../../bridge/contract/api.ts"
import { RestClient } from "../../client/rest/rest-client.ts"
import { FakeTransport } from "../api/testing/fake-transport.ts"
import { MetricsSampler } from "./metrics-sampler.ts"

const startMs = Date.UTC(2026, 0, 1)

function summaryOf(nodeName: string) {
  const cpu = { usageNanoCores: 250_400_000 }
  const memory = { workingSetBytes: 1_024, usageBytes: 4_096 }
  return { node: { nodeName, cpu, memory }, pods: [{ podRef: { name: "web", namespace: "shop" }, cpu, memory }] }
}

function setUp(broken: ReadonlySet<string> = new Set()) {
  const clock = new FakeClock(startMs)
  const transport = new FakeTransport(({ path }) => {
    if (path === "/api/v1/nodes") {
      const items = ["a", "b"].map((name) => ({ metadata: { name } }))
      return { status: 200, body: JSON.stringify({ metadata: {}, items }) }
    }
    const name = path.split("/")[4] ?? ""
    if (broken.has(name)) return { status: 503, body: "no kubelet" }
    return { status: 200, body: JSON.stringify(summaryOf(name)) }
  })
  const client = new RestClient({ transport, clock, userAgent: "test" })
  const sampler = new MetricsSampler({ client, transport, clock })
  const watch = () => {
    const stop = new AbortController()
    const told: MetricsSample[] = []
    const done = (async () => {
      for await (const samples of sampler.watch(stop.signal)) told.push(...samples)
    })()
    return { told, stop, done }
  }
  return { pass: (ms: number) => pass(clock, ms), transport, watch }
}

/** Lets time pass in small steps, with room between them for what takes many promises. */
async function pass(clock: FakeClock, ms: number): Promise<void> {
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await clock.advance(0)
  }
  await settle()
  for (let step = 0; step < ms; step += 100) {
    await clock.advance(100)
    await settle()
  }
}

const web = { name: "shop/web", cpuMillicores: 250, memoryBytes: 1_024 }

describe("what nodes and pods use", () => {
  it("is sampled every five seconds, after a first look that can tell no rates", async () => {
    const { pass, watch } = setUp(new Set(["b"]))
    const { told } = watch()
    await pass(1_100)
    const first = { atMs: startMs + 1_100, nodes: [{ name: "a", cpuMillicores: 250, memoryBytes: 1_024 }], pods: [web] }
    expect(told).toEqual([first])
    await pass(5_000)
    expect(told.map(({ atMs }) => atMs - startMs)).toEqual([1_100, 6_100])
  })

  it("leaves out a node that does not answer, and is silent when none does", async () => {
    const broken = new Set(["a", "b"])
    const { pass, watch } = setUp(broken)
    const { told } = watch()
    await pass(20_000)
    expect(told).toEqual([])
    broken.delete("a")
    await pass(5_000)
    expect(told.map(({ nodes }) => nodes.map(({ name }) => name))).toEqual([["a"]])
  })

  it("is asked once for all who watch, and told to latecomers from the beginning", async () => {
    const { pass, transport, watch } = setUp()
    const early = watch()
    await pass(11_100)
    const asked = transport.asked.length
    const late = watch()
    await pass(5_000)
    expect(late.told).toEqual(early.told)
    expect(late.told).toHaveLength(4)
    expect(transport.asked.length - asked).toBe(3)
  })

  it("is not looked at while nobody watches, and remembered for who comes back", async () => {
    const { pass, transport, watch } = setUp()
    const first = watch()
    await pass(6_100)
    first.stop.abort()
    await first.done
    const asked = transport.asked.length
    await pass(60_000)
    expect(transport.asked).toHaveLength(asked)
    const second = watch()
    await pass(0)
    expect(second.told).toEqual(first.told)
  })
})
