import type { Readable } from "node:stream"
import { nameTaken, nodePaused, noFreeSubnet } from "../contract.ts"
import {
  type Driver,
  DriverError,
  type DriverName,
  type ExecStreams,
  type Health,
  type Network,
  type NodeImage,
  type NodeSpec,
  type NodeState,
} from "../driver.ts"
import { addressIn, defaultSubnets, firstFreeSubnet } from "../subnets.ts"

type Phase = "made" | "running" | "paused" | "stopped"

/** Nodes that are but remembered: nothing runs on them, and every command on one that runs succeeds. */
export class FakeDriver implements Driver {
  readonly name: DriverName
  /** What every call is answered with instead, while it is set. */
  failure: Error | undefined
  /** Each change of a node in order: "start web". */
  readonly calls: string[] = []
  readonly #nodes = new Map<string, { readonly spec: NodeSpec; phase: Phase }>()
  readonly #networks = new Map<string, Network>()
  readonly #watchers = new Set<() => void>()

  constructor(name: DriverName = "native") {
    this.name = name
  }

  /** How many watch it. */
  get watchers(): number {
    return this.#watchers.size
  }

  async health(): Promise<Health> {
    if (this.failure === undefined) return { healthy: true, detail: "Nothing runs here" }
    return { healthy: false, reason: this.failure.message, advice: "Be patient." }
  }

  async ensureImage(_image: NodeImage): Promise<void> {
    this.#answer()
  }

  async ensureNetwork(cluster: string, subnet: string | undefined): Promise<Network> {
    this.#answer()
    const existing = this.#networks.get(cluster)
    if (existing !== undefined) return existing
    const taken = [...this.#networks.values()].map((network) => network.subnet)
    const free = firstFreeSubnet(subnet === undefined ? defaultSubnets : [subnet], taken)
    if (free === undefined) throw noFreeSubnet(subnet)
    const network = { subnet: free, gateway: addressIn(free, 1) }
    this.#networks.set(cluster, network)
    return network
  }

  async removeNetwork(cluster: string): Promise<void> {
    this.#answer()
    this.#networks.delete(cluster)
  }

  async create(spec: NodeSpec): Promise<void> {
    this.#answer()
    const existing = this.#nodes.get(spec.name)?.spec
    if (existing !== undefined && existing.cluster !== spec.cluster) throw nameTaken(spec.name, existing.cluster)
    if (existing !== undefined) return
    this.#nodes.set(spec.name, { spec, phase: "made" })
    this.#tell(`create ${spec.name}`)
  }

  async start(name: string): Promise<void> {
    this.#turn(name, { to: "running", from: ["made", "stopped", "paused"], call: "start" })
  }

  async stop(name: string): Promise<void> {
    if (this.#nodes.has(name)) this.#turn(name, { to: "stopped", from: ["running", "paused"], call: "stop" })
  }

  async pause(name: string): Promise<void> {
    this.#turn(name, { to: "paused", from: ["running"], call: "pause" })
  }

  async unpause(name: string): Promise<void> {
    this.#turn(name, { to: "running", from: ["paused"], call: "unpause" })
  }

  /** It ends by itself, as when somebody kills its first process. */
  end(name: string): void {
    this.#turn(name, { to: "stopped", from: ["running", "paused"], call: "end" })
  }

  async remove(name: string): Promise<void> {
    this.#answer()
    if (this.#nodes.delete(name)) this.#tell(`remove ${name}`)
  }

  async list(cluster?: string): Promise<readonly NodeState[]> {
    this.#answer()
    return [...this.#nodes.values()]
      .filter(({ spec }) => cluster === undefined || spec.cluster === cluster)
      .map(({ spec, phase }) => ({
        name: spec.name,
        cluster: spec.cluster,
        address: spec.address,
        running: phase === "running" || phase === "paused",
        paused: phase === "paused",
        image: spec.image.key,
      }))
      .sort((a, b) => a.name.localeCompare(b.name))
  }

  async watch(onChange: () => void, signal: AbortSignal): Promise<void> {
    this.#answer()
    this.#watchers.add(onChange)
    signal.addEventListener("abort", () => this.#watchers.delete(onChange), { once: true })
  }

  async copyIn(name: string, archive: Readable): Promise<void> {
    this.#node(name)
    for await (const _ of archive);
  }

  async exec(name: string, _command: readonly string[], io: ExecStreams): Promise<number> {
    const { phase } = this.#node(name)
    if (phase === "paused") throw nodePaused(name)
    if (phase !== "running") throw new DriverError(`Node "${name}" does not run`, { advice: "Start it." })
    io.stdin?.resume()
    return 0
  }

  #node(name: string) {
    this.#answer()
    const node = this.#nodes.get(name)
    if (node === undefined) throw new DriverError(`There is no node "${name}"`, { advice: "" })
    return node
  }

  #turn(
    name: string,
    { to, from, call }: { readonly to: Phase; readonly from: readonly Phase[]; readonly call: string },
  ): void {
    const node = this.#node(name)
    if (!from.includes(node.phase)) return
    node.phase = to
    this.#tell(`${call} ${name}`)
  }

  #tell(call: string): void {
    this.calls.push(call)
    for (const onChange of this.#watchers) onChange()
  }

  #answer(): void {
    if (this.failure !== undefined) throw this.failure
  }
}
