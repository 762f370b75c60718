import type { ClusterDefaults } from "../../bridge/contract/clusters.ts"
import { defaultCpus, defaultMemoryMiB } from "../../cluster/profile/plan.ts"
import { kubernetesVersion } from "../../cluster/profile/profile.ts"
import type { MachineSize } from "../../cluster/profile/wishes.ts"

/** What the person's settings say of new clusters. */
export type ClusterWishes = Partial<Pick<ClusterDefaults, "driver" | "nodes" | "cpus" | "memoryMiB">>

/** A new cluster when nothing is chosen: of a name that is free, as the settings have it, within what the machine has. */
export function clusterDefaults(
  taken: readonly string[],
  machine: MachineSize,
  wishes: ClusterWishes = {},
): ClusterDefaults {
  return {
    name: freeName(taken),
    driver: wishes.driver ?? "auto",
    nodes: wishes.nodes ?? 1,
    cpus: Math.min(wishes.cpus ?? defaultCpus(machine), machine.cpus),
    memoryMiB: Math.min(wishes.memoryMiB ?? defaultMemoryMiB(machine), machine.memoryMiB),
    machine,
    kubernetesVersion,
  }
}

/** cove, cove-2, cove-3 and so on. */
function freeName(taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? "cove" : `cove-${number}`
    if (!taken.includes(name)) return name
  }
}
