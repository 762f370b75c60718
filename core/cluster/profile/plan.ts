import type { DriverName } from "../../drivers/driver.ts"
import { addressIn } from "../../drivers/subnets.ts"
import { ClusterError } from "../errors.ts"
import { kubernetesVersion, network, nodeName, type Profile } from "./profile.ts"

/** What a person may ask for; undefined is the default. A cluster that exists can only get more nodes. */
export interface ProfileWishes {
  readonly cpus?: number | undefined
  readonly memoryMiB?: number | undefined
  readonly nodes?: number | undefined
  readonly apiServerPort?: number | undefined
  readonly kubernetesVersion?: string | undefined
}

/** What the machine has, to choose defaults by. */
export interface MachineSize {
  readonly cpus: number
  readonly memoryMiB: number
}

export interface PlanFacts {
  readonly name: string
  readonly driver: DriverName
  readonly subnet: string
  readonly machine: MachineSize
  readonly kubeconfig: string
  readonly now: string
  readonly existing: Profile | undefined
}

/** The profile to start: the one that exists, perhaps with more nodes, or a new one. */
export function planProfile(wishes: ProfileWishes, facts: PlanFacts): Profile {
  checkName(facts.name)
  checkVersion(wishes.kubernetesVersion)
  const { existing } = facts
  if (existing !== undefined) return { ...existing, nodes: grown(existing, wishes.nodes) }
  const cpus = wishes.cpus ?? Math.min(defaultCpus, facts.machine.cpus)
  const memoryMiB = wishes.memoryMiB ?? defaultMemoryMiB(facts.machine)
  checkSize({ cpus, memoryMiB }, facts.machine)
  return {
    name: facts.name,
    driver: facts.driver,
    kubernetesVersion,
    subnet: facts.subnet,
    apiServerPort: wishes.apiServerPort ?? defaultApiServerPort,
    podSubnet: network.podSubnet,
    serviceSubnet: network.serviceSubnet,
    dnsDomain: network.dnsDomain,
    cpus,
    memoryMiB,
    nodes: nodesOf(facts.name, facts.subnet, wishes.nodes ?? 1),
    kubeconfig: facts.kubeconfig,
    createdAt: facts.now,
  }
}

const defaultCpus = 2
const defaultApiServerPort = 8443
const memoryMiBMin = 1024
const nodesMax = 50

/** Half of the machine, but no more than 4 GiB. */
function defaultMemoryMiB(machine: MachineSize): number {
  return Math.max(memoryMiBMin, Math.min(4096, Math.floor(machine.memoryMiB / 2)))
}

function nodesOf(profile: string, subnet: string, count: number): Profile["nodes"] {
  if (!Number.isInteger(count) || count < 1 || count > nodesMax) {
    throw usage(`A cluster has 1 to ${nodesMax} nodes, not ${count}`, "Choose another number with --nodes.")
  }
  return Array.from({ length: count }, (_, index) => ({
    name: nodeName(profile, index),
    address: addressIn(subnet, firstHost + index),
    podSubnet: `10.244.${index}.0/24`,
    controlPlane: index === 0,
  }))
}

/** 192.168.99.100, as guides print. */
const firstHost = 100

/** More nodes than before are added; fewer are not taken away, as the pods on them are somebody's. */
function grown(existing: Profile, wanted: number | undefined): Profile["nodes"] {
  if (wanted === undefined || wanted <= existing.nodes.length) return existing.nodes
  return nodesOf(existing.name, existing.subnet, wanted)
}

function checkName(name: string): void {
  if (/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name)) return
  throw usage(
    `"${name}" cannot be the name of a profile`,
    "Use up to 40 lower-case letters, digits and dashes; the first and the last is no dash.",
  )
}

function checkVersion(version: string | undefined): void {
  if (version === undefined || ["stable", "latest", kubernetesVersion, kubernetesVersion.slice(1)].includes(version))
    return
  throw new ClusterError(`This Cove runs Kubernetes ${kubernetesVersion}, not ${version}`, {
    id: "K8S_UNSUPPORTED_VERSION",
    exitCode: 106,
    advice: "Leave --kubernetes-version out.",
  })
}

function checkSize({ cpus, memoryMiB }: MachineSize, machine: MachineSize): void {
  if (!(cpus > 0) || cpus > machine.cpus) {
    throw new ClusterError(`A node with ${cpus} CPUs does not fit this machine, which has ${machine.cpus}`, {
      id: "RSRC_INSUFFICIENT_CORES",
      exitCode: 29,
      advice: `Choose ${machine.cpus} or fewer with --cpus.`,
    })
  }
  if (memoryMiB < memoryMiBMin || memoryMiB > machine.memoryMiB) {
    throw new ClusterError(
      `A node with ${memoryMiB} MiB of memory does not fit: this machine has ${machine.memoryMiB} MiB`,
      {
        id: "RSRC_INSUFFICIENT_REQ_MEMORY",
        exitCode: 23,
        advice: `Choose between ${memoryMiBMin} and ${machine.memoryMiB} MiB with --memory.`,
      },
    )
  }
}

function usage(message: string, advice: string): ClusterError {
  return new ClusterError(message, { id: "MK_USAGE", exitCode: 14, advice })
}
