import { expect, it } from "vitest"
import type { ConfigMap } from "../../apis/core/v1.gen.ts"
import { configmaps } from "../../apis/resources.gen.ts"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import { FakeCluster } from "../testing/fake-cluster.ts"
import { SharedInformers } from "./shared-informers.ts"

function setUp() {
  const clock = new FakeClock()
  const random = new SeededRandom(1)
  const cluster = new FakeCluster({ clock, random })
  const informers = new SharedInformers({ client: cluster, clock, random, log: silentLog })
  const stop = new AbortController()
  return { clock, cluster, informers, informer: informers.of(configmaps), stop }
}

function configMap(name: string, value: string): ConfigMap {
  return { metadata: { namespace: "default", name, labels: { tier: value } }, data: { value } }
}

it("has everything that was there and follows every change", async () => {
  const { clock, cluster, informers, informer, stop } = setUp()
  await cluster.create(configmaps, configMap("a", "1"))
  await informers.start(stop.signal)
  const seen: string[] = []
  informer.onChange(({ key, old, current }) => seen.push(`${key} ${old?.data?.value} → ${current?.data?.value}`))
  await clock.advance(0)
  await cluster.create(configmaps, configMap("b", "2"))
  const a = await cluster.get(configmaps, { namespace: "default", name: "a" })
  await cluster.update(configmaps, { ...a, data: { value: "3" } })
  await cluster.delete(configmaps, { namespace: "default", name: "b" })
  await clock.advance(0)
  expect(seen).toEqual([
    "default/a undefined → 1",
    "default/b undefined → 2",
    "default/a 1 → 3",
    "default/b 2 → undefined",
  ])
  stop.abort()
})

it("finds by index and by namespace, also what moved from one value to another", async () => {
  const { clock, cluster, informers, informer, stop } = setUp()
  informer.addIndex("tier", (object) => Object.values(object.metadata.labels ?? {}))
  await cluster.create(configmaps, configMap("a", "front"))
  await informers.start(stop.signal)
  await clock.advance(0)
  expect(informer.byIndex("tier", "front").map((each) => each.metadata.name)).toEqual(["a"])
  const a = await cluster.get(configmaps, { namespace: "default", name: "a" })
  await cluster.update(configmaps, { ...a, metadata: { ...a.metadata, labels: { tier: "back" } } })
  await clock.advance(0)
  expect(informer.byIndex("tier", "front")).toEqual([])
  expect(informer.byIndex("tier", "back")).toHaveLength(1)
  expect(informer.inNamespace("default")).toHaveLength(1)
  stop.abort()
})

for (const compacted of [false, true]) {
  it(`goes on after a broken watch${compacted ? " whose version is gone" : ""}, telling only what changed`, async () => {
    const { clock, cluster, informers, informer, stop } = setUp()
    await cluster.create(configmaps, configMap("a", "1"))
    await cluster.create(configmaps, configMap("b", "1"))
    await informers.start(stop.signal)
    await clock.advance(2_000)
    const seen: string[] = []
    informer.onChange(({ key }) => seen.push(key))
    seen.length = 0
    cluster.breakWatches({ compacted })
    if (compacted) await cluster.delete(configmaps, { namespace: "default", name: "b" })
    await clock.advance(10_000)
    await cluster.create(configmaps, configMap("c", "1"))
    await clock.advance(0)
    expect(seen).toEqual(compacted ? ["default/b", "default/c"] : ["default/c"])
    stop.abort()
  })
}

it("tells when a write of one's own is in the store", async () => {
  const { clock, cluster, informers, informer, stop } = setUp()
  await informers.start(stop.signal)
  await clock.advance(0)
  const made = await cluster.create(configmaps, configMap("a", "1"))
  const version = made.metadata.resourceVersion ?? ""
  expect(informer.hasSeen(version)).toBe(false)
  await informer.waitForVersion(version, stop.signal)
  expect(informer.get("default/a")?.data).toEqual({ value: "1" })
  stop.abort()
})

it("is one informer for all who ask for the same", () => {
  const { informers, informer } = setUp()
  expect(informers.of(configmaps)).toBe(informer)
  expect(informers.of(configmaps, { namespace: "default" })).not.toBe(informer)
})
