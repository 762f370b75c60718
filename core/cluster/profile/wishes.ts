import { addressesIn, overlap, parseSubnet } from "../../drivers/subnets.ts"
import { ClusterError } from "../errors.ts"
import { kubernetesVersion, network, type Profile } from "./profile.ts"

/** What a person may ask for; undefined is the default. A cluster that exists can only get more nodes. */
export interface ProfileWishes {
  readonly cpus?: number | undefined
  readonly memoryMiB?: number | undefined
  readonly nodes?: number | undefined
  readonly subnet?: string | undefined
  readonly apiServerPort?: number | undefined
  readonly kubernetesVersion?: string | undefined
}

/** What the machine has, to choose defaults by. */
export interface MachineSize {
  readonly cpus: number
  readonly memoryMiB: number
}

/** Throws a ClusterError for what no cluster on this machine can be. Asked before anything is made. */
export function checkWishes(wishes: ProfileWishes, machine: MachineSize): void {
  checkVersion(wishes.kubernetesVersion)
  checkCpus(wishes.cpus, machine)
  checkMemory(wishes.memoryMiB, machine)
  checkNodes(wishes.nodes)
  checkSubnet(wishes.subnet)
  checkPort(wishes.apiServerPort)
}

/** A sentence for every wish that a cluster which exists cannot fulfil any more: as minikube, it starts nevertheless. */
export function unfulfilled(wishes: ProfileWishes, existing: Profile): readonly string[] {
  const differs = [
    { what: "CPUs", wanted: wishes.cpus, is: existing.cpus },
    { what: "MiB of memory", wanted: wishes.memoryMiB, is: existing.memoryMiB },
    { what: "as its subnet", wanted: wishes.subnet, is: existing.subnet },
    { what: "as the API server's port", wanted: wishes.apiServerPort, is: existing.apiServerPort },
  ].filter(({ wanted, is }) => wanted !== undefined && wanted !== is)
  const stays = differs.map(
    ({ what, wanted, is }) =>
      `Cluster "${existing.name}" keeps ${is} ${what}: to give it ${wanted}, delete it and start it anew`,
  )
  if (wishes.nodes === undefined || wishes.nodes >= existing.nodes.length) return stays
  return [...stays, `Cluster "${existing.name}" keeps its ${existing.nodes.length} nodes: none is taken away`]
}

export const memoryMiBMin = 1024
const nodesMax = 50
/** 192.168.99.100, as guides print. */
export const firstHost = 100

function checkVersion(version: string | undefined): void {
  if (version === undefined || ["stable", "latest", kubernetesVersion, kubernetesVersion.slice(1)].includes(version))
    return
  throw new ClusterError(`This Cove runs Kubernetes ${kubernetesVersion}, not ${version}`, {
    id: "K8S_UNSUPPORTED_VERSION",
    exitCode: 106,
    advice: "Leave --kubernetes-version out.",
  })
}

function checkCpus(cpus: number | undefined, machine: MachineSize): void {
  if (cpus === undefined || (cpus > 0 && cpus <= machine.cpus)) return
  throw new ClusterError(`A node with ${cpus} CPUs does not fit this machine, which has ${machine.cpus}`, {
    id: "RSRC_INSUFFICIENT_CORES",
    exitCode: 29,
    advice: `Choose ${machine.cpus} or fewer with --cpus.`,
  })
}

function checkMemory(memoryMiB: number | undefined, machine: MachineSize): void {
  if (memoryMiB === undefined || (memoryMiB >= memoryMiBMin && memoryMiB <= machine.memoryMiB)) return
  throw new ClusterError(
    `A node with ${memoryMiB} MiB of memory does not fit: this machine has ${machine.memoryMiB} MiB`,
    {
      id: "RSRC_INSUFFICIENT_REQ_MEMORY",
      exitCode: 23,
      advice: `Choose between ${memoryMiBMin} and ${machine.memoryMiB} MiB with --memory.`,
    },
  )
}

function checkNodes(count: number | undefined): void {
  if (count === undefined || (Number.isInteger(count) && count >= 1 && count <= nodesMax)) return
  throw usage(`A cluster has 1 to ${nodesMax} nodes, not ${count}`, "Choose another number with --nodes.")
}

function checkSubnet(subnet: string | undefined): void {
  if (subnet === undefined) return
  const example = "as in --subnet=10.77.0.0/24"
  const network4 = parseSubnet(subnet)
  if (network4 === undefined) throw usage(`"${subnet}" is no IPv4 subnet`, `Write it with its length, ${example}.`)
  if (network4 !== subnet)
    throw usage(`"${subnet}" is an address in a subnet`, `Write the subnet: --subnet=${network4}`)
  if (addressesIn(subnet) < firstHost + nodesMax)
    throw usage(`Subnet ${subnet} is too small: nodes begin at its address ${firstHost}`, `Choose a /24, ${example}.`)
  for (const [whose, other] of [["pods", network.podSubnet] as const, ["services", network.serviceSubnet] as const]) {
    if (overlap(subnet, other))
      throw usage(`Subnet ${subnet} overlaps ${other}, where ${whose} are`, `Choose another, ${example}.`)
  }
}

function checkPort(port: number | undefined): void {
  if (port === undefined) return
  const [first = 0, last = 0] = network.nodePorts.split("-").map(Number)
  const taken = (port >= first && port <= last) || (port >= 10_248 && port <= 10_259) || port === 53
  if (Number.isInteger(port) && port >= 1 && port <= 65_535 && !taken) return
  const advice = `Choose one from 1 to 65535 with --apiserver-port; not ${network.nodePorts}, where services have theirs, nor 10248-10259 and 53, where Kubernetes' other programs do.`
  throw usage(`The API server cannot have port ${port}`, advice)
}

function usage(message: string, advice: string): ClusterError {
  return new ClusterError(message, { id: "MK_USAGE", exitCode: 14, advice })
}
