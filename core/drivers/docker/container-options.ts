import type { ContainerCreateOptions } from "dockerode"
import { nodeCommand } from "../contract.ts"
import type { NodeImage, NodeSpec } from "../driver.ts"

/** How nodes are found again. */
export const labels = {
  cluster: "cove.cluster",
  node: "cove.node",
  address: "cove.address",
  /** The key of its image: the engine forgets the image's name when that goes to another. */
  image: "cove.image",
  /** Whose: several people, or test runs, may share an engine. */
  owner: "cove.owner",
} as const

export function imageName(image: NodeImage): string {
  return `cove-node:${image.key}`
}

export interface Surroundings {
  readonly network: string
  /** Capabilities that even root does not have on this machine. An engine refuses a privileged container there. */
  readonly missingCapabilities: readonly string[]
  readonly publish: boolean
  readonly owner: string
}

/** A container that can hold containers. */
export function containerOptions(node: NodeSpec, surroundings: Surroundings): ContainerCreateOptions {
  const port = `${node.publishedPort}/tcp`
  return {
    name: node.name,
    Hostname: node.name,
    Image: imageName(node.image),
    Cmd: [...nodeCommand],
    StopSignal: "SIGTERM",
    Labels: {
      [labels.cluster]: node.cluster,
      [labels.node]: node.name,
      [labels.address]: node.address,
      [labels.image]: node.image.key,
      [labels.owner]: surroundings.owner,
    },
    // Overlay file systems cannot lie on the container's own one.
    Volumes: { "/var": {} },
    ExposedPorts: surroundings.publish ? { [port]: {} } : {},
    HostConfig: {
      ...privilege(surroundings.missingCapabilities),
      ...ownCgroups,
      NetworkMode: surroundings.network,
      Tmpfs: { "/run": "exec", "/tmp": "exec" },
      Memory: node.resources.memoryBytes,
      MemorySwap: node.resources.memoryBytes,
      NanoCpus: Math.round(node.resources.cpus * 1e9),
      ExtraHosts: Object.entries(node.hosts).map(([name, address]) => `${name}:${address}`),
      PortBindings: surroundings.publish ? { [port]: [{ HostIp: "127.0.0.1", HostPort: "" }] } : {},
    },
    NetworkingConfig: { EndpointsConfig: { [surroundings.network]: { IPAMConfig: { IPv4Address: node.address } } } },
  }
}

/** Absent from the library's types. */
const ownCgroups = { CgroupnsMode: "private" }

/** Privileged, or where the machine lacks a capability, what that amounts to without it. */
function privilege(missing: readonly string[]): ContainerCreateOptions["HostConfig"] {
  if (missing.length === 0) return { Privileged: true }
  return {
    CapAdd: ["ALL"],
    CapDrop: [...missing],
    SecurityOpt: ["seccomp=unconfined", "apparmor=unconfined"],
    MaskedPaths: [],
    ReadonlyPaths: [],
    DeviceCgroupRules: ["a *:* rwm"],
  }
}
