import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { Latest } from "../../base/latest.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import type { Reachability } from "../../bridge/contract/api.ts"
import type { ClusterSummary } from "../../bridge/contract/clusters.ts"
import type { Operation } from "../../bridge/contract/operations.ts"
import { withClusterLock } from "../../cluster/cluster-lock.ts"
import { silentProgress } from "../../cluster/deps.ts"
import { homeAt } from "../../cluster/home.ts"
import { planProfile } from "../../cluster/profile/plan.ts"
import { ProfileStore } from "../../cluster/profile/profile-store.ts"
import { DriverError } from "../../drivers/driver.ts"
import { FakeDriver } from "../../drivers/testing/fake-driver.ts"
import { ClusterWatch } from "./cluster-watch.ts"

/** Clusters in a folder of their own, on a driver that pretends, with API servers that answer as the test says. */
class TestClusters {
  readonly driver = new FakeDriver()
  readonly clock = new FakeClock()
  readonly operations = new Latest<readonly Operation[]>({ value: [] })
  readonly reachability = new Map<string, Latest<Reachability>>()
  /** Profiles whose API server is being asked. */
  readonly asked = new Set<string>()
  /** The last summaries, of whoever follows. */
  seen: readonly ClusterSummary[] | undefined
  /** Why no driver can be opened. */
  noDriver: DriverError | undefined
  opened = 0
  readonly store: ProfileStore
  readonly kubeconfig: string
  readonly #watch: ClusterWatch

  constructor(folder: string) {
    const home = homeAt(folder)
    this.store = new ProfileStore(home)
    this.kubeconfig = join(folder, "kubeconfig")
    const operations = this.operations
    this.#watch = new ClusterWatch({
      cluster: {
        home,
        clock: this.clock,
        openDriver: async () => {
          this.opened++
          if (this.noDriver !== undefined) throw this.noDriver
          return this.driver
        },
        checkDrivers: async () => [],
        recipe: { folder: "", suite: undefined, nodejs: { path: "", version: "" } },
        programs: async () => "",
        openTransport: () => expect.unreachable("Nobody is to connect"),
        kubeconfig: this.kubeconfig,
        machine: { cpus: 2, memoryMiB: 8_192 },
      },
      clock: this.clock,
      operations: {
        get all() {
          return operations.value ?? []
        },
        follow: (signal) => operations.follow(signal),
        underWayOn: (profile) => operations.value?.find((one) => one.profile === profile && one.state === "running"),
      },
      connections: { watchReachability: (profile, signal) => this.#reachabilityOf(profile, signal), lookNow: () => {} },
      explain: (error) => ({ id: "", message: error instanceof Error ? error.message : "", advice: "Be patient." }),
    })
  }

  follow(signal: AbortSignal): void {
    const run = async () => {
      for await (const all of this.#watch.follow(signal)) this.seen = all
    }
    void run()
  }

  /** Writes down a cluster, and makes its nodes. */
  async make(name: string): Promise<void> {
    const facts = { name, driver: this.driver.name, subnet: "192.168.99.0/24", now: "2026-01-01T00:00:00Z" }
    const machine = { cpus: 2, memoryMiB: 8_192 }
    const profile = planProfile({}, { ...facts, machine, kubeconfig: this.kubeconfig, existing: undefined })
    await this.store.write(profile)
    for (const node of profile.nodes) {
      const image = { key: "abc", rootfs: "/nowhere" }
      const resources = { cpus: 1, memoryBytes: 2 ** 30 }
      await this.driver.create({ ...node, cluster: name, image, resources, hosts: {}, publishedPort: 8443 })
    }
  }

  answer(profile: string, reachable: boolean): void {
    this.#latestOf(profile).set({ reachable, sinceMs: 0, ...(reachable ? {} : { reason: "It is gone" }) })
  }

  begin(action: Operation["action"], profile: string): void {
    const begun = {
      id: "1",
      action,
      profile,
      command: "",
      state: "running",
      steps: [],
      notes: [],
      startedAtMs: 0,
    } as const
    this.operations.set([begun])
  }

  /** Lets time pass until clusters are in these states: "web running". */
  async until(...states: string[]): Promise<void> {
    await vi.waitFor(
      async () => {
        await this.clock.advance(50)
        expect(this.seen?.map(({ name, state }) => `${name} ${state}`)).toEqual(states)
      },
      { interval: 2, timeout: 4_000 },
    )
  }

  async *#reachabilityOf(profile: string, signal: AbortSignal): AsyncGenerator<Reachability> {
    this.asked.add(profile)
    try {
      yield* this.#latestOf(profile).follow(signal)
    } finally {
      this.asked.delete(profile)
    }
  }

  #latestOf(profile: string): Latest<Reachability> {
    const latest = this.reachability.get(profile) ?? new Latest<Reachability>()
    this.reachability.set(profile, latest)
    return latest
  }
}

let folder: string
let test: TestClusters
let stop: AbortController

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cove-clusters-"))
  test = new TestClusters(folder)
  stop = new AbortController()
})
afterEach(async () => {
  stop.abort()
  await test.clock.advance(1_000)
  await rm(folder, { recursive: true, force: true })
})

it("tells of clusters as they come, start, pause, end and go", async () => {
  test.follow(stop.signal)
  await test.until()
  await test.make("web")
  await test.until("web stopped")
  test.answer("web", true)
  await test.driver.start("web")
  await test.until("web running")
  await test.driver.pause("web")
  await test.until("web paused")
  await test.driver.unpause("web")
  await test.until("web running")
  test.driver.end("web")
  await test.until("web stopped")
  await test.store.remove("web")
  await test.until()
})

it("does not look again while nothing tells of a change", async () => {
  await test.make("web")
  test.follow(stop.signal)
  await test.until("web stopped")
  await test.clock.advance(500)
  const list = vi.spyOn(test.driver, "list")
  await test.clock.advance(3_600_000)
  expect(list).not.toHaveBeenCalled()
  expect(test.clock.pending).toBe(0)
})

it("says so when the API server goes and when it comes back, and asks only those that may answer", async () => {
  await test.make("web")
  await test.driver.start("web")
  test.answer("web", true)
  test.follow(stop.signal)
  await test.until("web running")
  test.answer("web", false)
  await test.until("web unreachable")
  expect(test.seen?.[0]?.problem?.message).toBe("It is gone")
  test.answer("web", true)
  await test.until("web running")
  await test.driver.pause("web")
  await test.until("web paused")
  expect([...test.asked]).toEqual([])
})

it("does not let a silent API server keep the others from being told of", async () => {
  await test.make("silent")
  await test.make("web")
  await test.driver.start("silent")
  test.follow(stop.signal)
  await test.until("silent unreachable", "web stopped")
  test.answer("silent", true)
  await test.until("silent running", "web stopped")
})

it("shows work under way, also on a cluster that is not written down yet", async () => {
  test.follow(stop.signal)
  await test.until()
  test.begin("start", "web")
  await test.until("web starting")
  await test.make("web")
  await test.driver.start("web")
  test.answer("web", true)
  test.operations.set([])
  await test.until("web running")
  test.begin("delete", "web")
  await test.until("web deleting")
})

it("shows what another process does to a cluster, until it has done it", async () => {
  await test.make("web")
  const done = Promise.withResolvers<void>()
  const work = { doing: "start", progress: silentProgress }
  const working = withClusterLock({ home: homeAt(folder) }, "web", work, () => done.promise)
  test.follow(stop.signal)
  await test.until("web starting")
  done.resolve()
  await working
  await test.until("web stopped")
})

it("says why a cluster cannot be told of, and looks again for its driver later and later", async () => {
  await test.make("web")
  test.noDriver = new DriverError("No engine answers", { advice: "Start Docker." })
  test.follow(stop.signal)
  await test.until("web broken")
  expect(test.seen?.[0]?.problem).toEqual({ message: "No engine answers", advice: "Be patient." })
  await vi.waitFor(async () => {
    await test.clock.advance(1_000)
    expect(test.opened).toBeGreaterThan(3)
  })
  test.noDriver = undefined
  await vi.waitFor(() => test.until("web stopped"))
})

it("shows a cluster that cannot be read as broken", async () => {
  await test.make("web")
  await writeFile(join(folder, "profiles/web/profile.json"), "{")
  test.follow(stop.signal)
  await test.until("web broken")
  await test.make("web")
  await test.until("web stopped")
})

it("sees which is kubectl's current one, when somebody chooses another", async () => {
  await test.make("web")
  await writeFile(test.kubeconfig, "current-context: other\n")
  test.follow(stop.signal)
  await test.until("web stopped")
  expect(test.seen?.[0]?.current).toBe(false)
  await writeFile(test.kubeconfig, "current-context: web\n")
  await vi.waitFor(async () => {
    await test.clock.advance(50)
    expect(test.seen?.[0]?.current).toBe(true)
  })
})

it("watches nothing when nobody follows any more, and begins anew with who comes later", async () => {
  await test.make("web")
  await test.driver.start("web")
  test.answer("web", true)
  test.follow(stop.signal)
  await test.until("web running")
  expect({ watchers: test.driver.watchers, asked: [...test.asked] }).toEqual({ watchers: 1, asked: ["web"] })
  stop.abort()
  await vi.waitFor(() =>
    expect({ watchers: test.driver.watchers, asked: [...test.asked] }).toEqual({ watchers: 0, asked: [] }),
  )
  test.driver.end("web")
  stop = new AbortController()
  test.follow(stop.signal)
  await test.until("web stopped")
})
