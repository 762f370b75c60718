import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises"
import { dirname, join } from "node:path"
import { sha256Hex } from "../../host/digest.ts"
import { readTextFile, touch, writeFileAtomically } from "../../host/files.ts"
import type { Network, NodeSpec } from "../driver.ts"

export interface NativeNode extends NodeSpec {
  readonly folder: string
}

/**
 * What is written down: `networks/<cluster>.json`, and `nodes/<name>/` with all that a node keeps. A node that is being
 * made or removed is in `unfinished/<cluster>/`: in `nodes/` there are whole ones only.
 */
export class NativeStore {
  readonly #folder: string
  /** Tells the nodes of one folder from those of another on the same machine. */
  readonly id: string

  constructor(folder: string) {
    this.#folder = folder
    this.id = shortHash(folder)
  }

  /** Has a folder for every node; something changes in it, if only its time, with every change of a node. */
  get nodesFolder(): string {
    return join(this.#folder, "nodes")
  }

  nodeFolder(name: string): string {
    return join(this.nodesFolder, name)
  }

  /** runc's own state tells nobody that it changed: this does. */
  async announce(): Promise<void> {
    await touch(this.nodesFolder).catch(() => {}) // where there is no folder, there is no node
  }

  /** For this machine's administrators alone: keys are in it. */
  async makeNodesFolder(): Promise<void> {
    await mkdir(this.nodesFolder, { recursive: true, mode: 0o700 })
  }

  async nodes(): Promise<readonly NativeNode[]> {
    const names = await readdir(this.nodesFolder).catch(() => [])
    const nodes = await Promise.all(names.map((name) => this.readNode(name)))
    return nodes.filter((node) => node !== undefined)
  }

  async readNode(name: string): Promise<NativeNode | undefined> {
    return parse<NativeNode>(await readTextFile(join(this.nodeFolder(name), "node.json")))
  }

  /** Makes the node's folder, with what else is to be in it. */
  async addNode(node: NativeNode, folders: readonly string[]): Promise<void> {
    const unfinished = this.#unfinished(node)
    await rm(unfinished, { recursive: true, force: true })
    for (const folder of folders) await mkdir(join(unfinished, folder), { recursive: true })
    await writeFileAtomically(join(unfinished, "node.json"), JSON.stringify(node, undefined, 2))
    await this.makeNodesFolder()
    await rename(unfinished, node.folder)
  }

  async removeNode(node: NativeNode): Promise<void> {
    const unfinished = this.#unfinished(node)
    await rm(unfinished, removal)
    await mkdir(dirname(unfinished), { recursive: true })
    await rename(node.folder, unfinished)
    await rm(unfinished, removal)
  }

  async networks(): Promise<readonly Network[]> {
    const names = await readdir(join(this.#folder, "networks")).catch(() => [])
    const networks = await Promise.all(names.map((name) => this.readNetwork(name.replace(/\.json$/, ""))))
    return networks.filter((network) => network !== undefined)
  }

  async readNetwork(cluster: string): Promise<Network | undefined> {
    return parse<Network>(await readTextFile(this.#networkFile(cluster)))
  }

  async writeNetwork(cluster: string, network: Network): Promise<void> {
    await writeFileAtomically(this.#networkFile(cluster), JSON.stringify(network, undefined, 2))
  }

  /** The last that is written down of a cluster, and what was begun and cut off. */
  async removeNetwork(cluster: string): Promise<void> {
    await rm(join(this.#folder, "unfinished", cluster), removal)
    await rmdir(join(this.#folder, "unfinished")).catch(() => {}) // others' may be in it
    const folder = join(this.#folder, "networks")
    const cutOff = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(`${cluster}.json.`))
    for (const name of cutOff) await rm(join(folder, name), { force: true })
    await rm(this.#networkFile(cluster), { force: true })
  }

  #unfinished(node: NativeNode): string {
    return join(this.#folder, "unfinished", node.cluster, node.name)
  }

  #networkFile(cluster: string): string {
    return join(this.#folder, "networks", `${cluster}.json`)
  }
}

const removal = { recursive: true, force: true, maxRetries: 5 } as const

/** Enough of a hash for the kernel's 15 letters of an interface's name. */
export function shortHash(text: string): string {
  return sha256Hex(text).slice(0, 8)
}

/** Only this driver writes these files, whole or not at all. */
function parse<T>(text: string | undefined): T | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as T)
}
