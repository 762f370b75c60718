import { createServer, type Server, type Socket } from "node:net"
import type { WebSocket } from "ws"
import type { Clock } from "../../base/clock.ts"
import { Latest } from "../../base/latest.ts"
import { withDeadline } from "../../base/signals.ts"
import type { Reachability } from "../../bridge/contract/api.ts"
import type { ForwardSummary } from "../../bridge/contract/forwards.ts"
import { ClusterError } from "../../cluster/errors.ts"
import type { ClusterConnection } from "../api/cluster-connections.ts"
import { unreachableReason } from "../api/unreachable-reason.ts"
import { type DestinationFinder, type ForwardWish, notLookedYet } from "./destination-finder.ts"
import type { Destination } from "./forward-destination.ts"
import { dialPod, ForwardError, joinPod, type PodPort } from "./pod-connection.ts"

export interface ForwardDeps {
  readonly clock: Clock
  connection(): ClusterConnection
  newFinder(onChange: () => void, signal: AbortSignal): DestinationFinder
  reachability(signal: AbortSignal): AsyncIterable<Reachability>
  onChange(): void
}

/** Open connections of one forward; more are refused. */
const connectionsMax = 256
const firstLookMs = 1_000
/** A connection waits so long for a pod to be ready, as in the middle of a rollout, or for the API server. */
const dialledWithinMs = 30_000
const redialMs = 300

/** A port of this machine that leads into a cluster. It stays open whatever becomes of pods and API servers. */
export class Forward {
  readonly #id: string
  readonly #wish: ForwardWish
  readonly #deps: ForwardDeps
  readonly #server: Server
  readonly #finder: DestinationFinder
  readonly #sockets = new Set<Socket>()
  readonly #stop = new AbortController()
  /** Where a connection would go now: nowhere while the API server does not answer. */
  readonly #route: Latest<Destination>
  #isLookDue = false
  #unreachable: string | undefined
  #lastFailure: string | undefined

  constructor(id: string, wish: ForwardWish, deps: ForwardDeps) {
    this.#id = id
    this.#wish = wish
    this.#deps = deps
    this.#finder = deps.newFinder(() => this.#look(), this.#stop.signal)
    this.#route = new Latest({ value: this.#finder.find() })
    // The far side may go on when the near one has said all.
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => this.#accept(socket))
  }

  /** Resolves when the port listens and, where that is soon, it is known where it leads. */
  async open(): Promise<void> {
    await listen(this.#server, this.#wish.localPort)
    void this.#followReachability() // it ends with the forward, and never fails
    const look = async (signal: AbortSignal) => {
      for await (const route of this.#route.follow(signal)) if (route !== notLookedYet) return
    }
    await withDeadline(look, { clock: this.#deps.clock, atMostMs: firstLookMs, signal: this.#stop.signal })
  }

  close(): void {
    this.#stop.abort(new Error("The forward is closed"))
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  summary(): ForwardSummary {
    const { profile, namespace, kind, name, port } = this.#wish
    const address = this.#server.address()
    const localPort = typeof address === "object" && address !== null ? address.port : this.#wish.localPort
    const route = this.#route.value
    const waitsFor = route?.found === false ? route.reason : undefined
    const reason = waitsFor ?? this.#lastFailure
    return {
      id: this.#id,
      ...{ profile, namespace, kind, name, port, localPort },
      state: waitsFor === undefined ? "active" : "waiting",
      ...(reason === undefined ? {} : { reason }),
      connections: this.#sockets.size,
      command: commandOf(this.#wish, localPort),
    }
  }

  /** Once for all changes of one moment: a first list is many. */
  #look(): void {
    if (this.#isLookDue) return
    this.#isLookDue = true
    queueMicrotask(() => {
      this.#isLookDue = false
      const reason = this.#unreachable
      this.#route.set(reason === undefined ? this.#finder.find() : { found: false, reason })
      this.#deps.onChange()
    })
  }

  async #followReachability(): Promise<void> {
    for await (const { reachable, reason } of this.#deps.reachability(this.#stop.signal)) {
      this.#unreachable = reachable ? undefined : (reason ?? "The API server does not answer")
      if (reachable) this.#lastFailure = undefined
      this.#look()
    }
  }

  #accept(socket: Socket): void {
    if (this.#sockets.size >= connectionsMax) {
      socket.destroy()
      return
    }
    this.#sockets.add(socket)
    this.#deps.onChange()
    socket.on("error", () => {}) // its end is what counts
    socket.once("close", () => {
      this.#sockets.delete(socket)
      this.#deps.onChange()
    })
    this.#serve(socket).catch((error: unknown) => {
      socket.destroy()
      this.#fail(unreachableReason(error))
    })
  }

  async #serve(socket: Socket): Promise<void> {
    const { ws, at } = await this.#dial(socket)
    if (socket.destroyed) {
      ws.close()
      return
    }
    this.#fail(undefined)
    const failure = await joinPod(socket, ws, this.#deps.clock)
    if (failure !== undefined) this.#fail(wordsOf(failure, at))
  }

  /** Tries again while it may help: a pod may go in the moment it is dialled, an API server may be starting again. */
  async #dial(socket: Socket): Promise<Dialled> {
    const { clock } = this.#deps
    const untilDialled = async (signal: AbortSignal) => {
      for (;;) {
        const { pod, port } = await this.#destinationNow(signal)
        const at = { namespace: this.#wish.namespace, pod, port }
        const connection = this.#deps.connection()
        try {
          return { ws: await dialPod(await connection.access(), at), at }
        } catch (error) {
          connection.doubt()
          if (socket.destroyed) throw error
          await clock.sleep(redialMs, { signal }).catch(() => Promise.reject(error))
        }
      }
    }
    return withDeadline(untilDialled, { clock, atMostMs: dialledWithinMs, signal: this.#stop.signal })
  }

  /** Of a moment when there is one. */
  async #destinationNow(signal: AbortSignal): Promise<Destination & { readonly found: true }> {
    for await (const destination of this.#route.follow(signal)) if (destination.found) return destination
    const last = this.#route.value
    throw new ForwardError(last?.found === false ? last.reason : "The forward is closed")
  }

  #fail(failure: string | undefined): void {
    if (this.#lastFailure === failure || this.#stop.signal.aborted) return
    this.#lastFailure = failure
    this.#deps.onChange()
  }
}

interface Dialled {
  readonly ws: WebSocket
  readonly at: PodPort
}

/** A node tells of a failure at length; the one that people meet is said shortly. */
function wordsOf(failure: string, { pod, port }: PodPort): string {
  return failure.includes("connection refused") ? `Nothing listens on port ${port} of pod "${pod}"` : failure
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(cannotListen(port, error)))
    server.listen(port, "127.0.0.1", resolve)
  })
}

function cannotListen(port: number, cause: Error & { readonly code?: string }): ClusterError {
  const why = listenFailures[cause.code ?? ""]
  const advice = "Choose another local port, or none for one that is free."
  const said = `Cannot listen on port ${port}${why === undefined ? "" : `: ${why}`}`
  return new ClusterError(said, { id: "HOST_PORT", exitCode: 30, advice, ...(why === undefined && { cause }) })
}

const listenFailures: Readonly<Record<string, string>> = {
  EADDRINUSE: "it is in use",
  EACCES: "it is the system's",
}

const shortNames = {
  pods: "pod",
  services: "svc",
  deployments: "deploy",
  replicasets: "rs",
  statefulsets: "sts",
  daemonsets: "ds",
} as const

function commandOf({ profile, namespace, kind, name, port }: ForwardWish, localPort: number): string {
  return `kubectl --context ${profile} port-forward -n ${namespace} ${shortNames[kind]}/${name} ${localPort}:${port}`
}
