import { expect, it } from "vitest"
import { leases } from "../../apis/resources.gen.ts"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import { FakeCluster, refusal } from "../testing/fake-cluster.ts"
import { leadElected } from "./leader-election.ts"

const at = { namespace: "kube-system", name: "test" }

function setUp() {
  const clock = new FakeClock()
  const cluster = new FakeCluster({ clock, random: new SeededRandom(1) })
  function stand(identity: string) {
    const stop = new AbortController()
    const state = { leading: false, ended: undefined as unknown }
    const lead = async (signal: AbortSignal) => {
      state.leading = true
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }))
      state.leading = false
    }
    const options = { client: cluster, clock, log: silentLog, ...at, identity }
    const done = leadElected(options, lead, stop.signal).catch((error: unknown) => {
      state.ended = error
    })
    return { state, stop: () => stop.abort(), done }
  }
  return { clock, cluster, stand }
}

it("lets one lead and the other follow when the first gives the lease back", async () => {
  const { clock, cluster, stand } = setUp()
  const a = stand("host-a_1")
  await clock.advance(0)
  const b = stand("host-b_1")
  await clock.advance(60_000)
  expect([a.state.leading, b.state.leading]).toEqual([true, false])
  a.stop()
  await a.done
  await clock.advance(5_000)
  expect(b.state.leading).toBe(true)
  expect((await cluster.get(leases, at)).spec).toMatchObject({ holderIdentity: "host-b_1", leaseTransitions: 1 })
  b.stop()
  await b.done
})

it("takes over at once from a dead process on the same host, and after its time from one elsewhere", async () => {
  const { clock, cluster, stand } = setUp()
  const spec = { holderIdentity: "host-a_0", leaseDurationSeconds: 30, renewTime: "2026-01-01T00:00:00.000000Z" }
  await cluster.create(leases, { metadata: at, spec })
  const b = stand("host-b_1")
  await clock.advance(29_000)
  expect(b.state.leading).toBe(false)
  const a = stand("host-a_1")
  await clock.advance(0)
  expect(a.state.leading).toBe(true)
  a.stop()
  b.stop()
  await Promise.all([a.done, b.done])
})

it("asks soon again while there is no answer", async () => {
  const { clock, cluster, stand } = setUp()
  cluster.onWrite = () => {
    throw refusal()
  }
  const a = stand("host-a_1")
  await clock.advance(300)
  cluster.onWrite = () => {}
  await clock.advance(500)
  expect(a.state.leading).toBe(true)
  a.stop()
  await a.done
})

it("stops leading when the lease cannot be renewed in time", async () => {
  const { clock, cluster, stand } = setUp()
  const a = stand("host-a_1")
  await clock.advance(0)
  cluster.onWrite = () => {
    throw refusal()
  }
  await clock.advance(30_000)
  await a.done
  expect(a.state.leading).toBe(false)
  expect(String(a.state.ended)).toContain("leadership is lost")
})

it("renews every ten seconds", async () => {
  const { clock, cluster, stand } = setUp()
  const a = stand("host-a_1")
  await clock.advance(60_500)
  expect(cluster.writes).toHaveLength(1 + 6)
  a.stop()
  await a.done
})
