import type { Clock } from "../../base/clock.ts"
import { readDisk, readInterfaces } from "../../host/machine.ts"
import type { Cgroups, CgroupUsage } from "../cgroups/cgroups.ts"
import type { NodeStats } from "../server/deps.ts"

interface NodeStatsDeps {
  readonly cgroups: Cgroups
  readonly clock: Clock
  readonly root: string
  readonly memoryBytes: number
}

/** What the node as a whole uses. Rates are between two calls. */
export class NodeStatsReader {
  readonly #deps: NodeStatsDeps
  readonly #startedAtMs: number
  #last: { readonly atMs: number; readonly usage: CgroupUsage } | undefined

  constructor(deps: NodeStatsDeps) {
    this.#deps = deps
    this.#startedAtMs = deps.clock.now()
  }

  async read(): Promise<NodeStats> {
    const { cgroups, clock, root, memoryBytes } = this.#deps
    const [usage, disk, interfaces] = await Promise.all([cgroups.usage(""), readDisk(root), readInterfaces()])
    const timestampMs = clock.now()
    const before = this.#last
    this.#last = { atMs: timestampMs, usage }
    const elapsedMs = before === undefined ? 0 : timestampMs - before.atMs
    const spent = usage.cpuNanoSeconds - (before?.usage.cpuNanoSeconds ?? 0)
    return {
      startedAtMs: this.#startedAtMs,
      cpu: {
        timestampMs,
        usageCoreNanoSeconds: usage.cpuNanoSeconds,
        usageNanoCores: elapsedMs > 0 ? Math.max(0, Math.round((spent / elapsedMs) * 1000)) : 0,
      },
      memory: {
        timestampMs,
        availableBytes: Math.max(0, memoryBytes - usage.workingSetBytes),
        usageBytes: usage.memoryBytes,
        workingSetBytes: usage.workingSetBytes,
        rssBytes: usage.rssBytes,
        pageFaults: usage.pageFaults,
        majorPageFaults: usage.majorPageFaults,
      },
      filesystem: { timestampMs, ...disk },
      network: { timestampMs, interfaces },
    }
  }
}
