import type { Readable, Writable } from "node:stream"

/**
 * One kind of machine that a node can be. A driver makes and runs nodes; what is inside one (the files, Kubernetes) is
 * `core/cluster`'s. It keeps nothing in memory: what exists is found again by labels or state. Every call may be
 * repeated: what is already so stays so. `testing/` has the suite that every driver passes.
 */
export interface Driver {
  readonly name: DriverName
  /** Whether it can work here, and if not, why and what to do. */
  health(signal?: AbortSignal): Promise<Health>
  /** Makes the image known to the driver. */
  ensureImage(image: NodeImage, signal?: AbortSignal): Promise<void>
  /** The cluster's network; made on the wanted subnet, or when that is undefined on the first free one of `subnets.ts`. */
  ensureNetwork(cluster: string, subnet: string | undefined, signal?: AbortSignal): Promise<Network>
  removeNetwork(cluster: string, signal?: AbortSignal): Promise<void>
  /** Makes a node that is not running yet. Refuses a name that another cluster's node has. */
  create(node: NodeSpec, signal?: AbortSignal): Promise<void>
  /** One that is paused goes on. */
  start(name: string, signal?: AbortSignal): Promise<void>
  /** TERM, then KILL after 10 s. */
  stop(name: string, signal?: AbortSignal): Promise<void>
  /** Freezes all that runs on a node: it keeps its memory, uses no CPU and answers nobody. Not for a node that does not run. */
  pause(name: string, signal?: AbortSignal): Promise<void>
  /** Lets a node that was paused go on where it was. One that is not stays as it is. */
  unpause(name: string, signal?: AbortSignal): Promise<void>
  /** Removes the node and all that is on it, running or not. */
  remove(name: string, signal?: AbortSignal): Promise<void>
  /** The nodes of one cluster, or of all, sorted by name. */
  list(cluster?: string, signal?: AbortSignal): Promise<readonly NodeState[]>
  /**
   * Calls `onChange` whenever nodes may have been made, started, paused, ended or removed, by whomever, until the signal
   * aborts: then it is worth listing them again. Resolves when it watches. An engine that goes away, or comes back, is a
   * change too.
   */
  watch(onChange: () => void, signal: AbortSignal): Promise<void>
  /** Unpacks a tar archive at the node's root, whether the node runs or not. Not for what is below /run and /tmp. */
  copyIn(name: string, archive: Readable, signal?: AbortSignal): Promise<void>
  /** Runs a command on a running node and returns its exit code. Throws a DriverError where the node is paused. */
  exec(name: string, command: readonly string[], io: ExecStreams, signal?: AbortSignal): Promise<number>
}

/** As `--driver` names it. */
export type DriverName = "docker" | "native"

/** Whether nodes can run here; if not, what a person can do about it. */
export type Health =
  | { readonly healthy: true; readonly detail: string }
  | { readonly healthy: false; readonly reason: string; readonly advice: string }

/** What nodes are made from. */
export interface NodeImage {
  /** Changes when the content does; safe in names. */
  readonly key: string
  /** A folder with the root file system. */
  readonly rootfs: string
}

/** A cluster's own network. */
export interface Network {
  /** "192.168.99.0/24" */
  readonly subnet: string
  /** The machine's own address in it. */
  readonly gateway: string
}

/** What a node is made with. */
export interface NodeSpec {
  readonly name: string
  readonly cluster: string
  readonly image: NodeImage
  readonly address: string
  readonly resources: NodeResources
  /** Other nodes' and further names, for /etc/hosts. */
  readonly hosts: Readonly<Record<string, string>>
  /** The port that is also reachable on this machine's 127.0.0.1 where nodes' addresses are not. */
  readonly publishedPort: number
}

/** What a node may use; it sees no more than that. */
export interface NodeResources {
  readonly cpus: number
  readonly memoryBytes: number
}

/** A node as it is found. */
export interface NodeState {
  readonly name: string
  readonly cluster: string
  readonly address: string
  /** Also while it is paused. */
  readonly running: boolean
  readonly paused: boolean
  /** The key of the image that it was made from. */
  readonly image: string
  /** Where the published port answers, when that is not the node's address. */
  readonly published?: { readonly host: string; readonly port: number } | undefined
}

/** Where the streams of a command go; those left out go nowhere. */
export interface ExecStreams {
  readonly stdin?: Readable | undefined
  readonly stdout?: Writable | undefined
  readonly stderr?: Writable | undefined
  /** The person's terminal: then the three streams are its own and stay unused. */
  readonly terminal?: Terminal | undefined
}

/** A person's terminal. */
export interface Terminal {
  readonly input: Readable & { setRawMode?(raw: boolean): unknown }
  readonly output: Writable
  size(): { readonly columns: number; readonly rows: number }
  /** Returns what ends it. */
  onResize(listener: () => void): () => void
}

/** What a person can do something about. */
export class DriverError extends Error {
  override readonly name = "DriverError"
  readonly advice: string

  constructor(message: string, { advice, cause }: { readonly advice: string; readonly cause?: unknown }) {
    super(message, { cause })
    this.advice = advice
  }
}
