import type { Node } from "../apis/core/v1.gen.ts"
import type { Log } from "../base/log.ts"
import { describeError } from "../base/log.ts"
import type { Informer } from "../client/informer/informer.ts"
import { readTextFile, writeFileAtomically } from "../host/files.ts"
import { bridgeName, conflist, gatewayOf } from "./conflist.ts"
import { masqueradeScript } from "./masquerade.ts"
import { parseRouteList, type Route, routeChanges, routeProtocol, routesTo } from "./routes.ts"

/** Runs a program of the node and resolves to what it printed. */
export type Run = (command: string, args: readonly string[], input?: string) => Promise<string>

interface PodNetworkDeps {
  readonly run: Run
  readonly log: Log
  readonly nodeName: string
  readonly clusterCidr: string
  /** /etc/cni/net.d */
  readonly confDir: string
  /** /run/cni-ipam */
  readonly ipamDir: string
}

/** The network of a node's pods: a bridge, a route to each other node's pods, the node's address towards the world. */
export class PodNetwork {
  readonly #deps: PodNetworkDeps
  #podCidr: string | undefined
  #syncing: Promise<void> = Promise.resolve()
  #routesDirty = false
  /** As they were last set, while that is known. */
  #routes: readonly Route[] | undefined

  constructor(deps: PodNetworkDeps) {
    this.#deps = deps
  }

  /** Sets up the bridge for this range. Safe to repeat; nothing happens when the range is set up already. */
  async setUp(podCidr: string): Promise<void> {
    if (this.#podCidr === podCidr) return
    const { run, confDir, ipamDir, clusterCidr, log } = this.#deps
    const { address, mac } = gatewayOf(podCidr)
    const links = await run("ip", ["-o", "link", "show"])
    // Made before the first pod: the plugin cannot always set the address of a bridge that it made itself.
    const make = isBridgeIn(links) ? [] : [`link add ${bridgeName} address ${mac} type bridge`]
    const bridge = [...make, `addr replace ${address} dev ${bridgeName}`, `link set ${bridgeName} up`]
    await run("ip", ["-batch", "-"], `${bridge.join("\n")}\n`)
    await run("nft", ["-f", "-"], masqueradeScript({ podCidr, clusterCidr }))
    const path = `${confDir}/10-cove.conflist`
    const text = conflist({ podCidr, mtu: mtuOf(links), ipamDir })
    if ((await readTextFile(path)) !== text) await writeFileAtomically(path, text)
    this.#podCidr = podCidr
    log.info("Set up pod network", { podCIDR: podCidr })
  }

  /** Follows the nodes: each change may change the routes, and so may the first list, which comes before it is complete. */
  follow(nodes: Informer<Node>, signal: AbortSignal): () => void {
    const sync = () => {
      if (!nodes.synced || this.#routesDirty) return
      this.#routesDirty = true
      this.#syncing = this.#syncing.then(() => {
        this.#routesDirty = false
        return this.syncRoutes(nodes.list()).catch((error: unknown) => {
          this.#deps.log.warn("Could not set routes to other nodes", { error: describeError(error) })
        })
      })
    }
    nodes.waitForSync(signal).then(sync, () => {}) // it rejects when the kubelet stops
    return nodes.onChange(sync)
  }

  /** Nodes change often, where they are hardly ever: the routes are looked at only then. */
  async syncRoutes(nodes: readonly Node[]): Promise<void> {
    const { run, nodeName } = this.#deps
    const wanted = routesTo(nodes, nodeName)
    if (this.#routes !== undefined && routeChanges(this.#routes, wanted).length === 0) return
    this.#routes = undefined
    const have = parseRouteList(await run("ip", ["route", "show", "proto", routeProtocol]))
    for (const change of routeChanges(have, wanted)) await run("ip", change)
    this.#routes = wanted
  }
}

function isBridgeIn(links: string): boolean {
  return links.split("\n").some((line) => line.split(/[ :@]+/)[1] === bridgeName)
}

/** The smallest of the node's own links: what fits there fits everywhere. */
function mtuOf(links: string): number {
  const own = links.split("\n").filter((line) => !/^\d+: (lo|cni0|veth)/.test(line))
  const all = own.map((line) => Number(/ mtu (\d+)/.exec(line)?.[1] ?? 1500))
  return all.length === 0 ? 1500 : Math.min(...all)
}
