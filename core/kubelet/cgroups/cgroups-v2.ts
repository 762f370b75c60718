import { makeFolder } from "../../host/tree.ts"
import { readNumbers, readTable, removeGroup, subgroups, writeValue } from "./cgroup-files.ts"
import { type CgroupLimits, type Cgroups, type CgroupUsage, cpuPeriodUs } from "./cgroups.ts"

/** One tree; a group's controllers are switched on in the group above it. */
export class CgroupsV2 implements Cgroups {
  readonly version = 2
  readonly #mount: string
  readonly #root: string

  constructor(mount: string, root: string) {
    this.#mount = mount
    this.#root = root
  }

  async ensure(path: string, { cpuShares, cpuQuotaUs, memoryBytes }: CgroupLimits): Promise<void> {
    const parts = `${this.#root}${path}`.split("/").filter((part) => part !== "")
    let above = this.#mount
    for (const part of parts) {
      await writeValue(`${above}/cgroup.subtree_control`, "+cpu +memory +pids +cpuset").catch(() =>
        writeValue(`${above}/cgroup.subtree_control`, "+cpu +memory +pids"),
      )
      above = `${above}/${part}`
      await makeFolder(above)
    }
    if (cpuShares !== undefined) await writeValue(`${above}/cpu.weight`, cpuWeight(cpuShares))
    if (cpuQuotaUs !== undefined) {
      await writeValue(`${above}/cpu.max`, `${cpuQuotaUs === 0 ? "max" : cpuQuotaUs} ${cpuPeriodUs}`)
    }
    if (memoryBytes !== undefined) await writeValue(`${above}/memory.max`, memoryBytes)
  }

  remove(path: string): Promise<void> {
    return removeGroup(this.#dir(path))
  }

  children(path: string): Promise<readonly string[]> {
    return subgroups(this.#dir(path))
  }

  async usage(path: string): Promise<CgroupUsage> {
    const dir = this.#dir(path)
    const cpu = await readTable(`${dir}/cpu.stat`)
    const [used] = await readNumbers(`${dir}/memory.current`)
    const stat = await readTable(`${dir}/memory.stat`)
    // The machine's own root group has no `memory.current`: what is in use follows from its parts.
    const memoryBytes = used ?? (stat.get("anon") ?? 0) + (stat.get("file") ?? 0) + (stat.get("kernel") ?? 0)
    return {
      cpuNanoSeconds: (cpu.get("usage_usec") ?? 0) * 1000,
      memoryBytes,
      workingSetBytes: Math.max(0, memoryBytes - (stat.get("inactive_file") ?? 0)),
      rssBytes: stat.get("anon") ?? 0,
      pageFaults: stat.get("pgfault") ?? 0,
      majorPageFaults: stat.get("pgmajfault") ?? 0,
    }
  }

  #dir(path: string): string {
    return `${this.#mount}${this.#root}${path}`.replace(/\/$/, "")
  }
}

/** 2 to 262144 shares become 1 to 10000, as runc and Kubernetes convert them. */
export function cpuWeight(shares: number): number {
  return 1 + Math.floor(((shares - 2) * 9999) / 262_142)
}
