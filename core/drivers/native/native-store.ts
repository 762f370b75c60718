import { createHash } from "node:crypto"
import { readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import type { Network, NodeSpec } from "../driver.ts"

export interface NativeNode extends NodeSpec {
  readonly folder: string
}

/** What is written down: `networks/<cluster>.json`, and `nodes/<name>/` with all that a node keeps. */
export class NativeStore {
  readonly #folder: string
  /** Tells the nodes of one folder from those of another on the same machine. */
  readonly id: string

  constructor(folder: string) {
    this.#folder = folder
    this.id = shortHash(folder)
  }

  nodeFolder(name: string): string {
    return join(this.#folder, "nodes", name)
  }

  async nodes(): Promise<readonly NativeNode[]> {
    const names = await readdir(join(this.#folder, "nodes")).catch(() => [])
    const nodes = await Promise.all(names.map((name) => this.readNode(name)))
    return nodes.filter((node) => node !== undefined)
  }

  async readNode(name: string): Promise<NativeNode | undefined> {
    return parse<NativeNode>(await readTextFile(join(this.nodeFolder(name), "node.json")))
  }

  async writeNode(node: NativeNode): Promise<void> {
    await writeFileAtomically(join(node.folder, "node.json"), JSON.stringify(node, undefined, 2))
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

  async removeNetwork(cluster: string): Promise<void> {
    await rm(this.#networkFile(cluster), { force: true })
  }

  #networkFile(cluster: string): string {
    return join(this.#folder, "networks", `${cluster}.json`)
  }
}

/** Enough of a hash for the kernel's 15 letters of an interface's name. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8)
}

/** Only this driver writes these files, whole or not at all. */
function parse<T>(text: string | undefined): T | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as T)
}
