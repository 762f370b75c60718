import type { Readable } from "node:stream"
import type Docker from "dockerode"
import type { Clock } from "../../base/clock.ts"
import { readCapabilities } from "../../host/capabilities.ts"
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
import { containerOptions, imageName, labels } from "./container-options.ts"
import { importImage } from "./docker-image.ts"
import { watchEngine } from "./engine-events.ts"
import { execInContainer } from "./exec.ts"

/** Nodes as containers of a Docker engine. */
export class DockerDriver implements Driver {
  readonly name = "docker"
  readonly #engine: Docker
  /** Containers' addresses can be reached from here. Not so where the engine runs in a virtual machine or elsewhere. */
  readonly #local: boolean
  readonly #owner: string
  readonly #clock: Clock

  constructor(engine: Docker, { local, owner, clock }: DockerDriverOptions) {
    this.#engine = engine
    this.#local = local
    this.#owner = owner
    this.#clock = clock
  }

  async health(): Promise<Health> {
    try {
      const version = await this.#engine.version()
      if (version.Os === "linux") return { healthy: true, detail: `Docker Engine ${version.Version}` }
      return {
        healthy: false,
        reason: "The Docker engine runs Windows containers",
        advice: "Switch it to Linux containers.",
      }
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EACCES") return notAllowed
      const reason = `No Docker engine answers: ${error instanceof Error ? error.message : error}`
      return { healthy: false, reason, advice: "Start Docker, or let DOCKER_HOST name an engine that you may use." }
    }
  }

  async ensureImage(image: NodeImage, signal?: AbortSignal): Promise<void> {
    if (await found(this.#engine.getImage(imageName(image)).inspect())) return
    await importImage(this.#engine, image, signal)
  }

  async ensureNetwork(cluster: string, subnet: string | undefined): Promise<Network> {
    const name = networkName(cluster)
    const existing = await found(this.#engine.getNetwork(name).inspect())
    if (existing !== undefined) {
      this.#checkOwner(`network "${name}"`, existing.Labels)
      return networkOf(existing)
    }
    const networks = await this.#engine.listNetworks()
    const engines = networks.flatMap((network) => (network.IPAM?.Config ?? []).flatMap((config) => config.Subnet ?? []))
    const taken = [...engines, ...(await subnetsInUse())]
    const free = firstFreeSubnet(subnet === undefined ? defaultSubnets : [subnet], taken)
    if (free === undefined) throw noFreeSubnet(subnet)
    const gateway = addressIn(free, 1)
    await this.#engine.createNetwork({
      Name: name,
      Driver: "bridge",
      IPAM: { Config: [{ Subnet: free, Gateway: gateway }] },
      Labels: { [labels.cluster]: cluster, [labels.owner]: this.#owner },
    })
    return { subnet: free, gateway }
  }

  async removeNetwork(cluster: string): Promise<void> {
    const network = this.#engine.getNetwork(networkName(cluster))
    const existing = await found(network.inspect())
    if (existing?.Labels?.[labels.owner] === this.#owner) await found(network.remove())
  }

  #checkOwner(what: string, found: Readonly<Record<string, string>> | undefined): void {
    if (found?.[labels.owner] === this.#owner) return
    throw new DriverError(`There is another ${what} on this engine`, {
      advice: "Choose another name for the cluster with -p, or remove the other one.",
    })
  }

  async create(node: NodeSpec): Promise<void> {
    const existing = await found(this.#engine.getContainer(node.name).inspect())
    if (existing !== undefined) {
      this.#checkOwner(`container "${node.name}"`, existing.Config.Labels)
      const cluster = existing.Config.Labels[labels.cluster]
      if (cluster !== undefined && cluster !== node.cluster) throw nameTaken(node.name, cluster)
      return
    }
    const capabilities = this.#local ? await readCapabilities() : undefined
    const options = containerOptions(node, {
      network: networkName(node.cluster),
      missingCapabilities: capabilities?.missing ?? [],
      publish: !this.#local,
      owner: this.#owner,
    })
    await this.#engine.createContainer(options)
  }

  async start(name: string): Promise<void> {
    await this.unpause(name)
    try {
      await this.#engine.getContainer(name).start()
    } catch (error) {
      if (statusOf(error) === 304) return // it runs
      throw new DriverError(`Cannot start node "${name}": ${error instanceof Error ? error.message : error}`, {
        cause: error,
        advice: "See the engine's own log, or try --driver=native.",
      })
    }
  }

  async stop(name: string): Promise<void> {
    await this.unpause(name)
    try {
      await this.#engine.getContainer(name).stop({ t: stopSeconds })
    } catch (error) {
      if (statusOf(error) !== 304 && statusOf(error) !== 404) throw error
    }
  }

  async pause(name: string): Promise<void> {
    const container = this.#engine.getContainer(name)
    if ((await container.inspect()).State.Paused) return
    await container.pause()
  }

  async unpause(name: string): Promise<void> {
    const container = this.#engine.getContainer(name)
    if ((await found(container.inspect()))?.State.Paused === true) await container.unpause()
  }

  async remove(name: string): Promise<void> {
    await this.unpause(name)
    await found(this.#engine.getContainer(name).remove({ force: true, v: true }))
  }

  async list(cluster?: string): Promise<readonly NodeState[]> {
    const mine = `${labels.owner}=${this.#owner}`
    const label = cluster === undefined ? [mine] : [mine, `${labels.cluster}=${cluster}`]
    const containers = await this.#engine.listContainers({ all: true, filters: { label } })
    const states = await Promise.all(containers.map((container) => this.#stateOf(container)))
    return states.filter((state) => state !== undefined).sort((a, b) => a.name.localeCompare(b.name))
  }

  /** The engine's list lags behind its events, so each is looked at itself. Undefined when it is gone. */
  async #stateOf(container: Docker.ContainerInfo): Promise<NodeState | undefined> {
    const inspected = await found(this.#engine.getContainer(container.Id).inspect())
    if (inspected === undefined) return undefined
    const { Running, Paused } = inspected.State
    const port = container.Ports.find((one) => one.PublicPort !== undefined)
    return {
      name: container.Labels[labels.node] ?? container.Id,
      cluster: container.Labels[labels.cluster] ?? "",
      address: container.Labels[labels.address] ?? "",
      running: Running,
      paused: Paused,
      image: container.Labels[labels.image] ?? container.Image.replace(/^.*:/, ""),
      published: port === undefined ? undefined : { host: "127.0.0.1", port: port.PublicPort },
    }
  }

  watch(onChange: () => void, signal: AbortSignal): Promise<void> {
    const filters = { type: ["container"], event: [...nodeEvents], label: [`${labels.owner}=${this.#owner}`] }
    return watchEngine(this.#engine, { clock: this.#clock, filters, onChange, signal })
  }

  async copyIn(name: string, archive: Readable): Promise<void> {
    await this.#engine.getContainer(name).putArchive(archive, { path: "/" })
  }

  async exec(name: string, command: readonly string[], io: ExecStreams, signal?: AbortSignal): Promise<number> {
    try {
      return await execInContainer(this.#engine.getContainer(name), command, io, signal)
    } catch (error) {
      throw statusOf(error) === 409 && /is paused/.test(String(error)) ? nodePaused(name, error) : error
    }
  }
}

export interface DockerDriverOptions {
  /** The engine runs on this machine. */
  readonly local: boolean
  /** Tells our containers from those of others on the same engine. */
  readonly owner: string
  readonly clock: Clock
}

/** What an engine calls the changes that matter here; commands that are run in nodes are events, too. */
const nodeEvents = ["create", "start", "die", "pause", "unpause", "destroy"] as const

const notAllowed: Health = {
  healthy: false,
  reason: "The Docker engine is only for root and the group docker",
  advice: "Run Cove as root, or join the group (sudo usermod -aG docker $USER) and log in again.",
}

function networkName(cluster: string): string {
  return `cove-${cluster}`
}

function networkOf(inspected: Docker.NetworkInspectInfo): Network {
  const config = inspected.IPAM?.Config?.[0]
  const subnet = config?.Subnet ?? ""
  return { subnet, gateway: config?.Gateway ?? addressIn(subnet, 1) }
}

/** What the engine answered; undefined when it does not know the thing. */
async function found<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
    ? error.statusCode
    : undefined
}
