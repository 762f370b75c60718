import type { Clock } from "../../base/clock.ts"
import { isDeepEqual } from "../../base/json.ts"
import type { Random } from "../../base/random.ts"
import { TimeoutError } from "../../base/wait-until.ts"
import type { Reachability } from "../../bridge/contract/api.ts"
import type { Client } from "../../client/client.ts"
import { RestClient } from "../../client/rest/rest-client.ts"
import { adminAccess, serverOf } from "../../cluster/api-access.ts"
import type { ApiAccess, ClosableTransport, ClusterDeps } from "../../cluster/deps.ts"
import { ClusterError } from "../../cluster/errors.ts"
import { existingCluster } from "../../cluster/existing-cluster.ts"
import { controlPlaneOf } from "../../cluster/profile/profile.ts"
import type { Transport, TransportRequest, TransportResponse } from "../../machinery/api/transport.ts"
import { ReachabilityWatch } from "./reachability-watch.ts"

export interface ConnectionsDeps {
  readonly cluster: ClusterDeps
  readonly clock: Clock
  readonly random: Random
  readonly signal: AbortSignal
}

/** Of more clusters than this, those asked longest ago are connected to anew when they are asked again. */
const connectionsMax = 32

/** One connection to each cluster's API server, shared by everything in the host, for as long as it leads there. */
export class ClusterConnections {
  readonly #deps: ConnectionsDeps
  /** In the order of their last use. */
  readonly #connections = new Map<string, ClusterConnection>()
  readonly #reachability = new Map<string, ReachabilityWatch>()

  constructor(deps: ConnectionsDeps) {
    this.#deps = deps
    deps.signal.addEventListener("abort", () => this.#closeAll(), { once: true })
  }

  /**
   * The way to a cluster's API server. It may be kept: each request finds the server where it is now, also when the
   * cluster was started anew elsewhere. Requests fail with a ClusterError when there is no such cluster or it does not run.
   */
  of(profile: string): ClusterConnection {
    this.#deps.signal.throwIfAborted()
    const connection = this.#connections.get(profile) ?? new ClusterConnection(profile, this.#deps.cluster)
    this.#connections.delete(profile)
    this.#connections.set(profile, connection)
    const [oldest] = this.#connections
    if (this.#connections.size > connectionsMax && oldest !== undefined) {
      this.#connections.delete(oldest[0])
      oldest[1].close()
    }
    return connection
  }

  clientOf(profile: string): Client {
    return new RestClient({ transport: this.of(profile), clock: this.#deps.clock, userAgent: "cove-desktop" })
  }

  /** Whether the API server answers, now and after every change, until the signal aborts. */
  watchReachability(profile: string, signal: AbortSignal): AsyncIterable<Reachability> {
    const watch = this.#reachability.get(profile) ?? this.#newReachabilityWatch(profile)
    return watch.follow(signal)
  }

  /** To be called when a server has become likely to answer: its node was started, or goes on. */
  lookNow(profile: string): void {
    this.#reachability.get(profile)?.lookNow()
  }

  #newReachabilityWatch(profile: string): ReachabilityWatch {
    const { clock, random } = this.#deps
    const transport = { request: (request: TransportRequest) => this.of(profile).request(request) }
    const onIdle = () => this.#reachability.delete(profile)
    const watch = new ReachabilityWatch({ transport, clock, random, onIdle })
    this.#reachability.set(profile, watch)
    return watch
  }

  #closeAll(): void {
    for (const connection of this.#connections.values()) connection.close()
    this.#connections.clear()
  }
}

/** The way to one cluster. After a failure the next request looks where the server is, and whether it runs at all. */
export class ClusterConnection implements Transport {
  readonly #profile: string
  readonly #deps: ClusterDeps
  #open: OpenConnection | undefined
  #isDoubtful = false
  #finding: Promise<OpenConnection> | undefined

  constructor(profile: string, deps: ClusterDeps) {
    this.#profile = profile
    this.#deps = deps
  }

  async request(request: TransportRequest): Promise<TransportResponse> {
    const { transport } = await this.#find()
    request.signal?.throwIfAborted()
    try {
      const response = await transport.request(request)
      if (response.status === 401) this.doubt() // the cluster may have been made anew, with other keys
      return response
    } catch (error) {
      const { signal } = request
      if (signal?.aborted !== true || signal.reason instanceof TimeoutError) this.doubt()
      throw error
    }
  }

  /** Where the server is, and the keys to it: for what no request can do. */
  async access(): Promise<ApiAccess> {
    return (await this.#find()).access
  }

  /** The server was not where `access` said. */
  doubt(): void {
    this.#isDoubtful = true
  }

  /** Ends what is under way. */
  close(): void {
    this.#open?.transport.close()
    this.#open = undefined
  }

  async #find(): Promise<OpenConnection> {
    if (this.#open !== undefined && !this.#isDoubtful) return this.#open
    this.#finding ??= this.#look().finally(() => {
      this.#finding = undefined
    })
    return this.#finding
  }

  async #look(): Promise<OpenConnection> {
    try {
      const access = await accessOf(this.#deps, this.#profile)
      if (!isDeepEqual(access, this.#open?.access)) this.close()
      this.#open ??= { access, transport: this.#deps.openTransport(access) }
      this.#isDoubtful = false
      return this.#open
    } catch (error) {
      this.close()
      throw error
    }
  }
}

interface OpenConnection {
  readonly access: ApiAccess
  readonly transport: ClosableTransport
}

async function accessOf(deps: ClusterDeps, name: string): Promise<ApiAccess> {
  const { profile, driver } = await existingCluster(deps, name)
  const controlPlane = controlPlaneOf(profile).name
  const nodes = await driver.list(name)
  const node = nodes.find((one) => one.name === controlPlane)
  if (node?.running !== true) throw notRunning(name)
  if (node.paused) throw isPaused(name)
  return adminAccess(deps, profile, await serverOf(driver, profile))
}

function notRunning(name: string): ClusterError {
  const advice = `Start it: cove start${name === "cove" ? "" : ` -p ${name}`}`
  return new ClusterError(`Cluster "${name}" does not run`, { id: "GUEST_NOT_RUNNING", exitCode: 80, advice })
}

function isPaused(name: string): ClusterError {
  const advice = `Let it go on: cove unpause${name === "cove" ? "" : ` -p ${name}`}`
  return new ClusterError(`Cluster "${name}" is paused`, { id: "GUEST_PAUSED", exitCode: 80, advice })
}
