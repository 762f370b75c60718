import { qosClassOf } from "../../apis/core/pod/qos.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import type { LinuxResources } from "../../cri/runtime.ts"
import { amountOf, milliValue, wholeValue } from "../../machinery/quantity/quantity.ts"
import type { AnyContainer } from "../pod/containers.ts"

const periodUs = 100_000
const leastQuotaUs = 1000
const leastShares = 2
const mostShares = 262_144

/** A container's share of the processor, and its limits. */
export function containerResources(pod: Pod, container: AnyContainer, nodeMemoryBytes: number): LinuxResources {
  const { requests, limits } = container.resources ?? {}
  const cpuLimit = milliValue(amountOf(limits?.["cpu"]))
  const cpuRequest = requests?.["cpu"] === undefined ? cpuLimit : milliValue(amountOf(requests["cpu"]))
  const memoryLimit = wholeValue(amountOf(limits?.["memory"]))
  return {
    cpuPeriod: periodUs,
    cpuQuota: cpuQuota(cpuLimit),
    cpuShares: cpuShares(cpuRequest),
    memoryLimitInBytes: memoryLimit,
    oomScoreAdj: oomScore(pod, container, nodeMemoryBytes),
  }
}

/** What runs for 20 of every 100 ms has 200m. 0: no limit. */
export function cpuQuota(milliCpu: number): number {
  return milliCpu === 0 ? 0 : Math.max(leastQuotaUs, Math.floor((milliCpu * periodUs) / 1000))
}

export function cpuShares(milliCpu: number): number {
  return Math.min(mostShares, Math.max(leastShares, Math.floor((milliCpu * 1024) / 1000)))
}

/** Who is ended first when memory runs out: whoever asked for least of it (Kubernetes' qos policy). */
function oomScore(pod: Pod, container: AnyContainer, nodeMemoryBytes: number): number {
  if ((pod.spec?.priority ?? 0) >= systemCritical) return -997
  switch (qosClassOf(pod.spec)) {
    case "Guaranteed":
      return -997
    case "BestEffort":
      return 1000
    case "Burstable": {
      const asked = wholeValue(amountOf(container.resources?.requests?.["memory"]))
      const score = Math.floor(1000 - (1000 * asked) / Math.max(1, nodeMemoryBytes))
      return Math.min(999, Math.max(3, score))
    }
  }
}

/** `system-cluster-critical` and above. */
const systemCritical = 2_000_000_000
