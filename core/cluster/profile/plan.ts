import type { DriverName } from "../../drivers/driver.ts"
import { addressIn } from "../../drivers/subnets.ts"
import { kubernetesVersion, network, nodeName, type Profile } from "./profile.ts"
import { checkProfileName } from "./profile-name.ts"
import { checkWishes, firstHost, type MachineSize, memoryMiBMin, type ProfileWishes } from "./wishes.ts"

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
  checkProfileName(facts.name)
  const { existing } = facts
  if (existing !== undefined) {
    checkWishes(wishes, facts.machine)
    return { ...existing, nodes: grown(existing, wishes.nodes) }
  }
  const cpus = wishes.cpus ?? defaultCpus(facts.machine)
  const memoryMiB = wishes.memoryMiB ?? defaultMemoryMiB(facts.machine)
  checkWishes({ ...wishes, cpus, memoryMiB }, facts.machine)
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

const defaultApiServerPort = 8443

/** Two, where the machine has them. */
export function defaultCpus(machine: MachineSize): number {
  return Math.min(2, machine.cpus)
}

/** Half of the machine, but no more than 4 GiB. */
export function defaultMemoryMiB(machine: MachineSize): number {
  return Math.max(memoryMiBMin, Math.min(4096, Math.floor(machine.memoryMiB / 2)))
}

function nodesOf(profile: string, subnet: string, count: number): Profile["nodes"] {
  return Array.from({ length: count }, (_, index) => ({
    name: nodeName(profile, index),
    address: addressIn(subnet, firstHost + index),
    podSubnet: `10.244.${index}.0/24`,
    controlPlane: index === 0,
  }))
}

/** More nodes than before are added; fewer are not taken away, as the pods on them are somebody's. */
function grown(existing: Profile, wanted: number | undefined): Profile["nodes"] {
  if (wanted === undefined || wanted <= existing.nodes.length) return existing.nodes
  return nodesOf(existing.name, existing.subnet, wanted)
}
