import { expect, it } from "vitest"
import type { ConfigMap } from "../../apis/core/v1.gen.ts"
import { configmaps } from "../../apis/resources.gen.ts"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import { SharedInformers } from "../informer/shared-informers.ts"
import { FakeCluster } from "../testing/fake-cluster.ts"
import { OwnWrites } from "./own-writes.ts"

const map: ConfigMap = { metadata: { namespace: "default", name: "a" } }

async function setUp() {
  const clock = new FakeClock()
  const random = new SeededRandom(1)
  const cluster = new FakeCluster({ clock, random })
  const informers = new SharedInformers({ client: cluster, clock, random, log: silentLog })
  const informer = informers.of(configmaps)
  const stop = new AbortController()
  await informers.start(stop.signal)
  await clock.advance(0)
  return {
    clock,
    cluster,
    informer,
    own: new OwnWrites(informer, clock),
    signal: stop.signal,
    stop: () => stop.abort(),
  }
}

it("waits until what was written is in the store", async () => {
  const { cluster, informer, own, signal, stop } = await setUp()
  own.wrote("key", await cluster.create(configmaps, map))
  expect(informer.list()).toEqual([])
  await own.settled("key", signal)
  expect(informer.list()).toHaveLength(1)
  stop()
})

it("does not wait for ever for an informer that has lost its watch", async () => {
  const { clock, own, signal, stop } = await setUp()
  own.wrote("key", { metadata: { resourceVersion: "999999" } })
  let settled = false
  const waiting = own.settled("key", signal).then(() => {
    settled = true
  })
  await clock.advance(29_000)
  expect(settled).toBe(false)
  await clock.advance(1_000)
  await waiting
  stop()
})

it("leaves out what was deleted, until the store shows it ending", async () => {
  const { own, stop } = await setUp()
  const object: ConfigMap = { metadata: { ...map.metadata, uid: "u" } }
  own.deleted("key", object)
  expect(own.withoutDeleted("key", [object])).toEqual([])
  const ending = { metadata: { ...object.metadata, deletionTimestamp: "2026-01-01T00:00:00Z" } }
  expect(own.withoutDeleted("key", [ending])).toEqual([ending])
  stop()
})
