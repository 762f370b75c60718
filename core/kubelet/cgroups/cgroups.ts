/** The kernel's control groups, both versions behind one face. Paths are below the kubelet's root: `/kubepods/burstable`. */
export interface Cgroups {
  readonly version: 1 | 2
  /** Makes the group and those above it and sets these limits; what is left out stays as it is. */
  ensure(path: string, limits: CgroupLimits): Promise<void>
  /** Ends what still runs in it, and removes it with those below. Safe to repeat. */
  remove(path: string): Promise<void>
  children(path: string): Promise<readonly string[]>
  usage(path: string): Promise<CgroupUsage>
}

export interface CgroupLimits {
  /** 2 to 262144, as in version 1. */
  readonly cpuShares?: number
  /** Of every 100 ms; 0 takes the limit away. */
  readonly cpuQuotaUs?: number
  readonly memoryBytes?: number
}

export interface CgroupUsage {
  readonly cpuNanoSeconds: number
  readonly memoryBytes: number
  /** Without what the kernel may drop at any time. */
  readonly workingSetBytes: number
  readonly rssBytes: number
  readonly pageFaults: number
  readonly majorPageFaults: number
}

export const cpuPeriodUs = 100_000
