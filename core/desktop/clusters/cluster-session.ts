import { mkdir } from "node:fs/promises"
import { basename, dirname } from "node:path"
import { isDeepEqual } from "../../base/json.ts"
import { Latest } from "../../base/latest.ts"
import type { ClusterSummary } from "../../bridge/contract/clusters.ts"
import type { Profile } from "../../cluster/profile/profile.ts"
import { ProfileStore } from "../../cluster/profile/profile-store.ts"
import { isCurrentContext } from "../../cluster/status.ts"
import { watchExisting } from "../../host/watch-existing.ts"
import type { ClusterWatchDeps } from "./cluster-watch.ts"
import { DriverWatches } from "./driver-watches.ts"
import { OthersWork } from "./others-work.ts"
import { ReachabilityWatches } from "./reachability-watches.ts"
import { type ClusterFacts, type Problem, summaryOf } from "./summary.ts"
import { stateOfCommand, stateOfOperation } from "./work-state.ts"

/** What happens within this time is looked at once. */
const gatherMs = 40

/**
 * Looks at all clusters, again whenever something tells of a change: profiles and kubeconfigs on the disk, drivers, API
 * servers, our own work. What is told is never believed but only makes it look.
 */
export class ClusterSession {
  readonly #deps: ClusterWatchDeps
  readonly #summaries = new Latest<readonly ClusterSummary[]>()
  readonly #stop = new AbortController()
  readonly #drivers: DriverWatches
  readonly #reachability: ReachabilityWatches
  readonly #others: OthersWork
  /** Watches of folders, since the last look. */
  #folders = new AbortController()
  #isLooking = false
  #isStale = false

  static begin(deps: ClusterWatchDeps): ClusterSession {
    const session = new ClusterSession(deps)
    void session.#followOperations() // neither fails
    session.#changed()
    return session
  }

  private constructor(deps: ClusterWatchDeps) {
    this.#deps = deps
    const watching = { onChange: () => this.#changed(), signal: this.#stop.signal }
    this.#drivers = new DriverWatches({ ...deps, ...watching })
    this.#reachability = new ReachabilityWatches({ ...deps, ...watching })
    this.#others = new OthersWork({ ...deps, ...watching })
  }

  follow(signal: AbortSignal): AsyncGenerator<readonly ClusterSummary[]> {
    return this.#summaries.follow(signal)
  }

  end(): void {
    this.#stop.abort(new Error("Nobody watches clusters"))
    this.#folders.abort(this.#stop.signal.reason)
  }

  async #followOperations(): Promise<void> {
    let last: unknown
    for await (const operations of this.#deps.operations.follow(this.#stop.signal)) {
      const underWay = operations
        .filter((one) => one.state === "running")
        .map(({ id, steps }) => ({ id, steps: steps.length, done: steps[0]?.state === "done" }))
      if (!isDeepEqual(underWay, last)) this.#changed()
      last = underWay
    }
  }

  #changed(): void {
    this.#isStale = true
    if (!this.#isLooking) void this.#lookUntilFresh() // what fails is in the summaries
  }

  async #lookUntilFresh(): Promise<void> {
    this.#isLooking = true
    const { signal } = this.#stop
    while (this.#isStale && !signal.aborted) {
      this.#isStale = false
      const summaries = await this.#look().catch((error: unknown) => [this.#unreadable("", error)])
      if (signal.aborted) break
      if (!isDeepEqual(summaries, this.#summaries.value)) this.#summaries.set(summaries)
      await this.#deps.clock.sleep(gatherMs, { signal }).catch(() => {})
    }
    this.#isLooking = false
  }

  async #look(): Promise<readonly ClusterSummary[]> {
    const { cluster, operations } = this.#deps
    const store = new ProfileStore(cluster.home)
    const names = await this.#watchedNames(store)
    const beingMade = operations.all.filter((one) => one.state === "running").map((one) => one.profile)
    const all = [...new Set([...names, ...beingMade])].sort()
    const facts = await Promise.all(all.map((name) => this.#factsOf(store, name)))
    const there = facts.filter((one) => one !== undefined)
    this.#drivers.keep(there.flatMap(({ profile }) => profile?.driver ?? []))
    await this.#reachability.keep(there.filter(isToBeAsked).map(({ name }) => name))
    return there.map((one) => summaryOf({ ...one, reachability: this.#reachability.of(one.name) }))
  }

  /** Watches before it reads, so that nothing falls between the two. */
  async #watchedNames(store: ProfileStore): Promise<readonly string[]> {
    const { home } = this.#deps.cluster
    await mkdir(home.folder, { recursive: true, mode: 0o700 }) // keys and nodes are in it
    await mkdir(home.profiles, { recursive: true })
    const before = this.#folders
    this.#folders = new AbortController()
    this.#watchFolder(home.profiles)
    const names = await store.names()
    for (const name of names) this.#watchFolder(home.profileFolder(name))
    before.abort(new Error("It is watched anew"))
    return names
  }

  #watchFolder(path: string, name?: string): void {
    const onChange = (changed: string | null) => {
      if (name === undefined || changed === null || changed === name) this.#changed()
    }
    watchExisting(path, onChange, this.#folders.signal)
  }

  /** Undefined where there is nothing but a folder. */
  async #factsOf(store: ProfileStore, name: string): Promise<ClusterFacts | undefined> {
    const { operations, cluster } = this.#deps
    const underWay = operations.underWayOn(name)
    const work = underWay === undefined ? stateOfCommand(await this.#others.on(name)) : stateOfOperation(underWay)
    const base = { name, work, nodes: [], reachability: undefined, current: false, kubeconfig: cluster.kubeconfig }
    try {
      const profile = await store.read(name)
      if (profile !== undefined) return { ...base, profile, ...(await this.#aroundOf(profile)) }
      return work === "starting" ? { ...base, profile: undefined, problem: undefined } : undefined
    } catch (error) {
      return { ...base, profile: undefined, problem: this.#problemOf(error) }
    }
  }

  async #aroundOf(profile: Profile): Promise<Pick<ClusterFacts, "nodes" | "current" | "problem">> {
    const { kubeconfig } = profile
    this.#watchFolder(dirname(kubeconfig), basename(kubeconfig))
    const current = await isCurrentContext(profile)
    try {
      return { nodes: await this.#drivers.nodesOf(profile), current, problem: undefined }
    } catch (error) {
      return { nodes: [], current, problem: this.#problemOf(error) }
    }
  }

  #unreadable(name: string, error: unknown): ClusterSummary {
    return summaryOf({
      name,
      profile: undefined,
      nodes: [],
      reachability: undefined,
      work: undefined,
      current: false,
      kubeconfig: this.#deps.cluster.kubeconfig,
      problem: this.#problemOf(error),
    })
  }

  #problemOf(error: unknown): Problem {
    const { message, advice } = this.#deps.explain(error)
    return { message, advice }
  }
}

/** Where an answer can be expected. What is just being started or stopped is asked when that is over. */
function isToBeAsked({ profile, nodes, work }: ClusterFacts): boolean {
  if (profile === undefined || work !== undefined) return false
  const first = profile.nodes.find((node) => node.controlPlane)?.name
  return nodes.some((node) => node.name === first && node.running && !node.paused)
}
