import { expect, it } from "vitest"
import { configmaps } from "../../core/apis/resources.gen.ts"
import { FakeClock } from "../../core/base/testing/fake-clock.ts"
import { SeededRandom } from "../../core/base/testing/seeded-random.ts"
import { FakeCluster } from "../../core/client/testing/fake-cluster.ts"
import type { Transport } from "../../core/machinery/api/transport.ts"
import { forbidden } from "../../core/machinery/status/status-error.ts"
import { ClusterSource } from "./cluster-source.ts"

const noTransport: Transport = {
  request: async () => ({
    status: 200,
    headers: {},
    chunks: (async function* () {})(),
    bytes: async () => new Uint8Array(),
  }),
}

function setUp() {
  const clock = new FakeClock()
  const random = new SeededRandom(1)
  const cluster = new FakeCluster({ clock, random })
  const frames: (() => void)[] = []
  const lists: number[] = []
  let failure: Error | undefined
  const source = new ClusterSource(
    {
      resource: configmaps,
      narrowed: {},
      newReader: (transport) => ({
        list: async (resource, options) => {
          lists.push(clock.now())
          if (failure !== undefined) throw failure
          await transport.request({ method: "GET", path: "/" })
          return cluster.list(resource, options)
        },
        watch: (resource, options) => cluster.watch(resource, options),
      }),
    },
    {
      transport: noTransport,
      clock,
      random,
      nextFrame: (run) => {
        frames.push(run)
        return () => void frames.splice(frames.indexOf(run), 1)
      },
    },
  )
  const drawFrames = async () => {
    await clock.advance(0)
    for (const frame of frames.splice(0)) frame()
  }
  const fail = (error: Error | undefined) => {
    failure = error
  }
  const create = (name: string) => cluster.create(configmaps, { metadata: { namespace: "default", name } })
  return { clock, cluster, source, lists, drawFrames, fail, create }
}

it("asks for nothing until somebody looks", async () => {
  const { clock, lists } = setUp()
  await clock.advance(60_000)
  expect(lists).toEqual([])
})

it("tells of many changes once a frame", async () => {
  const { source, drawFrames, create } = setUp()
  let told = 0
  source.subscribe(() => told++)
  await drawFrames()
  expect(source.state).toMatchObject({ objects: [], synced: true, error: undefined })
  told = 0
  await Promise.all(["a", "b", "c"].map(create))
  await drawFrames()
  expect(told).toBe(1)
  expect(source.state.objects).toHaveLength(3)
  expect(source.state.changes.map(({ key }) => key)).toEqual(["default/a", "default/b", "default/c"])
})

it("goes on for half a minute after the last has left, and begins anew after that", async () => {
  const { clock, source, lists, drawFrames, create } = setUp()
  const leave = source.subscribe(() => {})
  await drawFrames()
  leave()
  await clock.advance(29_000)
  const leaveAgain = source.subscribe(() => {})
  await create("a")
  await drawFrames()
  expect(source.state.objects).toHaveLength(1)
  expect(lists).toHaveLength(1)
  leaveAgain()
  await clock.advance(31_000)
  expect(source.state.objects).toEqual([])
  source.subscribe(() => {})
  await drawFrames()
  expect(lists).toHaveLength(2)
})

it("says why it is not up to date, and no longer once it is", async () => {
  const { clock, source, drawFrames, fail } = setUp()
  fail(forbidden(configmaps, "", "not you"))
  source.subscribe(() => {})
  await drawFrames()
  expect(source.state.error?.message).toContain("not you")
  expect(source.state.synced).toBe(false)
  fail(undefined)
  await clock.advance(10_000)
  await drawFrames()
  expect(source.state).toMatchObject({ synced: true, error: undefined })
})

it("tells of very many objects ten times a second", async () => {
  const { clock, source, drawFrames, create } = setUp()
  await Promise.all(Array.from({ length: 2_000 }, (_, at) => create(`many-${at}`)))
  source.subscribe(() => {})
  await drawFrames()
  await create("late")
  await drawFrames()
  expect(source.state.objects).toHaveLength(2_000)
  await clock.advance(100)
  await drawFrames()
  expect(source.state.objects).toHaveLength(2_001)
})
