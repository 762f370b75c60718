import { factsOf, makeFolder } from "../../host/tree.ts"
import { readNumbers, readTable, removeGroup, subgroups, writeValue } from "./cgroup-files.ts"
import { type CgroupLimits, type Cgroups, type CgroupUsage, cpuPeriodUs } from "./cgroups.ts"

/** One tree for each controller; a group is a folder in all of them. */
export class CgroupsV1 implements Cgroups {
  readonly version = 1
  readonly #mount: string
  readonly #root: string

  /** `mount` is /sys/fs/cgroup. */
  constructor(mount: string, root: string) {
    this.#mount = mount
    this.#root = root
  }

  async ensure(path: string, { cpuShares, cpuQuotaUs, memoryBytes }: CgroupLimits): Promise<void> {
    for (const controller of await this.#controllers()) await makeFolder(this.#dir(controller, path))
    const cpu = this.#dir("cpu", path)
    if (cpuShares !== undefined) await writeValue(`${cpu}/cpu.shares`, cpuShares)
    if (cpuQuotaUs !== undefined) {
      await writeValue(`${cpu}/cpu.cfs_period_us`, cpuPeriodUs)
      await writeValue(`${cpu}/cpu.cfs_quota_us`, cpuQuotaUs === 0 ? -1 : cpuQuotaUs)
    }
    if (memoryBytes !== undefined) await writeValue(`${this.#dir("memory", path)}/memory.limit_in_bytes`, memoryBytes)
  }

  async remove(path: string): Promise<void> {
    // Other controllers than ours have the group too: the runtime made it there.
    for (const controller of [...used, ...alsoMade]) await removeGroup(this.#dir(controller, path))
  }

  children(path: string): Promise<readonly string[]> {
    return subgroups(this.#dir("memory", path))
  }

  async usage(path: string): Promise<CgroupUsage> {
    const memory = this.#dir("memory", path)
    const [cpu = 0] = await readNumbers(`${this.#dir("cpuacct", path)}/cpuacct.usage`)
    const [used = 0] = await readNumbers(`${memory}/memory.usage_in_bytes`)
    const stat = await readTable(`${memory}/memory.stat`)
    return {
      cpuNanoSeconds: cpu,
      memoryBytes: used,
      workingSetBytes: Math.max(0, used - (stat.get("total_inactive_file") ?? 0)),
      rssBytes: stat.get("total_rss") ?? 0,
      pageFaults: stat.get("total_pgfault") ?? 0,
      majorPageFaults: stat.get("total_pgmajfault") ?? 0,
    }
  }

  async #controllers(): Promise<readonly string[]> {
    const found = await Promise.all(used.map((controller) => factsOf(`${this.#mount}/${controller}`)))
    return used.filter((_, at) => found[at] !== undefined)
  }

  #dir(controller: string, path: string): string {
    return `${this.#mount}/${controller}${this.#root}${path}`.replace(/\/$/, "")
  }
}

const used = ["cpu", "cpuacct", "memory", "pids"]
const alsoMade = ["cpuset", "devices", "freezer", "blkio", "hugetlb", "net_cls", "net_prio", "perf_event", "systemd"]
