import { join } from "node:path"
import type { Readable } from "node:stream"
import type { Clock } from "../../base/clock.ts"
import { type Capabilities, readCapabilities } from "../../host/capabilities.ts"
import { runCommand, streamCommand } from "../../host/command.ts"
import { writeFileAtomically } from "../../host/files.ts"
import { withLockFile } from "../../host/lock-file.ts"
import { subnetsInUse } from "../../host/network.ts"
import { nameTaken, nodePaused, noFreeSubnet, stopSeconds } from "../contract.ts"
import {
  type Driver,
  DriverError,
  type ExecStreams,
  type Health,
  type Network,
  type NodeImage,
  type NodeSpec,
  type NodeState,
} from "../driver.ts"
import { addressIn, defaultSubnets, firstFreeSubnet } from "../subnets.ts"
import { mountNode, unmountNode } from "./file-systems.ts"
import { clearControlGroups, removeEmptyGroups } from "./leftovers.ts"
import { checkMachine, type Machine } from "./machine.ts"
import { type NativeNode, NativeStore } from "./native-store.ts"
import { NativeWatch } from "./native-watch.ts"
import { connectNode, disconnectNode, layBridge, removeBridge } from "./networking.ts"
import { Runc } from "./runc.ts"
import { runtimeConfig } from "./runtime-config.ts"

/** Of the machine, not of one person's home: all homes share its addresses. */
const choosingLock = "/run/cove-networks.lock"

/**
 * Nodes straight on this Linux machine, without an engine: runc, network namespaces and overlay file systems. What is to
 * stay lies in files (`native-store.ts`); what runs is runc's to say.
 */
export class NativeDriver implements Driver {
  readonly name = "native"
  readonly #store: NativeStore
  readonly #runc: Runc
  readonly #clock: Clock

  readonly #machine: Machine
  #bridging: Promise<void> = Promise.resolve()

  constructor({ folder, clock, machine }: NativeDriverOptions) {
    this.#machine = machine
    this.#store = new NativeStore(folder)
    this.#runc = new Runc(this.#store.id, clock)
    this.#clock = clock
  }

  health(): Promise<Health> {
    return checkMachine(this.#machine)
  }

  /** The folder is used as it is. */
  async ensureImage(_image: NodeImage): Promise<void> {}

  /** A subnet is taken when its bridge is laid, so nobody of this machine chooses between the choice and that. */
  async ensureNetwork(cluster: string, subnet: string | undefined): Promise<Network> {
    const existing = await this.#store.readNetwork(cluster)
    if (existing !== undefined) return existing
    return withLockFile(choosingLock, this.#clock, async () => {
      const network = await this.#chooseNetwork(subnet)
      await this.#store.writeNetwork(cluster, network)
      await this.#layBridge(cluster, network)
      return network
    })
  }

  async #chooseNetwork(subnet: string | undefined): Promise<Network> {
    const taken = [...(await subnetsInUse()), ...(await this.#store.networks()).map((network) => network.subnet)]
    const free = firstFreeSubnet(subnet === undefined ? defaultSubnets : [subnet], taken)
    if (free === undefined) throw noFreeSubnet(subnet)
    return { subnet: free, gateway: addressIn(free, 1) }
  }

  async removeNetwork(cluster: string): Promise<void> {
    await removeBridge(this.#store.id, cluster)
    await this.#store.removeNetwork(cluster)
    if ((await this.#store.networks()).length > 0) return
    await removeEmptyGroups(this.#store.id)
    await this.#runc.forget()
  }

  async create(node: NodeSpec): Promise<void> {
    const existing = await this.#store.readNode(node.name)
    if (existing !== undefined && existing.cluster !== node.cluster) throw nameTaken(node.name, existing.cluster)
    if (existing !== undefined) return
    await this.#store.addNode({ ...node, folder: this.#store.nodeFolder(node.name) }, ["upper", "work", "root", "var"])
  }

  async start(name: string, signal?: AbortSignal): Promise<void> {
    const node = await this.#node(name)
    if (isAlive((await this.#runc.states()).get(name))) return this.unpause(name)
    await this.#runc.delete(name)
    await clearControlGroups(this.#store.id, name, this.#clock)
    await loadKernelModules()
    const network = await this.#store.readNetwork(node.cluster)
    if (network === undefined) throw new Error(`Node "${name}" has no network`)
    await mountNode(node)
    await this.#layBridge(node.cluster, network)
    const namespace = await connectNode(this.#store.id, node, network)
    const capabilities: Capabilities = (await readCapabilities()) ?? { there: [], missing: [] }
    const config = runtimeConfig(node, { driverId: this.#store.id, namespace, capabilities: capabilities.there })
    await writeFileAtomically(join(node.folder, "config.json"), JSON.stringify(config, undefined, 1))
    await this.#runc.run(name, node.folder, signal)
    await this.#store.announce()
  }

  /** Nodes are started side by side; their bridge is laid by one at a time. */
  #layBridge(cluster: string, network: Network): Promise<void> {
    const laid = this.#bridging.then(() => layBridge(this.#store.id, cluster, network))
    this.#bridging = laid.catch(() => {}) // told to who asked
    return laid
  }

  async stop(name: string): Promise<void> {
    const node = await this.#store.readNode(name)
    if (node === undefined) return
    await this.#runc.stop(name, { atMostMs: stopSeconds * 1000 })
    await this.#store.announce()
    await disconnectNode(this.#store.id, node)
    await unmountNode(node, this.#clock)
  }

  async pause(name: string): Promise<void> {
    if (await this.#runc.pause(name)) await this.#store.announce()
  }

  async unpause(name: string): Promise<void> {
    if (await this.#runc.resume(name)) await this.#store.announce()
  }

  async remove(name: string): Promise<void> {
    const node = await this.#store.readNode(name)
    if (node === undefined) return
    await this.#runc.resume(name)
    await this.#runc.delete(name)
    await clearControlGroups(this.#store.id, name, this.#clock)
    await disconnectNode(this.#store.id, node)
    await unmountNode(node, this.#clock, { force: true })
    await this.#store.removeNode(node)
  }

  async list(cluster?: string): Promise<readonly NodeState[]> {
    const nodes = (await this.#store.nodes()).filter((node) => cluster === undefined || node.cluster === cluster)
    const states = nodes.length === 0 ? new Map<string, string>() : await this.#runc.states()
    return nodes
      .map(({ name, cluster, address, image }) => ({
        name,
        cluster,
        address,
        running: isAlive(states.get(name)),
        paused: states.get(name) === "paused",
        image: image.key,
      }))
      .sort((a, b) => a.name.localeCompare(b.name))
  }

  watch(onChange: () => void, signal: AbortSignal): Promise<void> {
    return new NativeWatch({ store: this.#store, runc: this.#runc, clock: this.#clock, onChange, signal }).begin()
  }

  /** A stopped node's file systems stay mounted afterwards: what follows is its start, or its removal. */
  async copyIn(name: string, archive: Readable, signal?: AbortSignal): Promise<void> {
    const node = await this.#node(name)
    await mountNode(node)
    const args = ["-x", "--keep-directory-symlink", "-C", join(node.folder, "root")]
    const code = await streamCommand("tar", args, { stdin: archive, signal })
    if (code === 0) return
    throw new DriverError(`Cannot copy files to node "${name}": tar ended with ${code}`, {
      advice: `Is there room left on the disk that has ${node.folder}?`,
    })
  }

  async exec(name: string, command: readonly string[], io: ExecStreams, signal?: AbortSignal): Promise<number> {
    const code = await this.#runc.exec(name, command, io, signal)
    if (code === runcFailed && (await this.#runc.states()).get(name) === "paused") throw nodePaused(name)
    return code
  }

  async #node(name: string): Promise<NativeNode> {
    const node = await this.#store.readNode(name)
    if (node !== undefined) return node
    throw new DriverError(`There is no node "${name}"`, { advice: "See `cove node list`." })
  }
}

export interface NativeDriverOptions {
  /** Where nodes lie. */
  readonly folder: string
  readonly clock: Clock
  readonly machine: Machine
}

/** runc's own exit code, when it could not run a command at all. */
const runcFailed = 255

function isAlive(state: string | undefined): boolean {
  return state === "running" || state === "paused"
}

/** Where the machine has them as modules; what is built in needs none. */
async function loadKernelModules(): Promise<void> {
  await runCommand("modprobe", ["-a", "overlay", "br_netfilter", "nf_conntrack", "nf_tables"]).catch(() => {})
}
