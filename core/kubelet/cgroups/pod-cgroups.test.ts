import { describe, expect, it } from "vitest"
import type { Pod, ResourceRequirements } from "../../apis/core/v1.gen.ts"
import { cpuWeight } from "./cgroups-v2.ts"
import { podGroup, podLimits } from "./pod-cgroups.ts"

function podOf(...resources: readonly ResourceRequirements[]): Pod {
  const containers = resources.map((each, at) => ({ name: `c${at}`, resources: each }))
  return { metadata: { uid: "u" }, spec: { containers }, status: {} }
}

describe("the group of a pod", () => {
  it("lies below its class and holds what its containers may have together", () => {
    const limits = { cpu: "500m", memory: "64Mi" }
    const guaranteed = podOf({ limits, requests: limits }, { limits, requests: limits })
    expect(podGroup(guaranteed)).toBe("/kubepods/podu")
    expect(podLimits(guaranteed)).toEqual({ cpuShares: 1024, cpuQuotaUs: 100_000, memoryBytes: 128 * 1024 ** 2 })
  })

  it("has no limit where a container has none", () => {
    const burstable = podOf({ requests: { cpu: "100m" }, limits: { memory: "1Mi" } }, {})
    expect(podGroup(burstable)).toBe("/kubepods/burstable/podu")
    expect(podLimits(burstable)).toEqual({ cpuShares: 102 })
  })

  it("gets only what is left when nothing was asked for", () => {
    expect(podGroup(podOf({}))).toBe("/kubepods/besteffort/podu")
    expect(podLimits(podOf({}))).toEqual({ cpuShares: 2 })
  })

  it("has a weight in version 2", () => {
    expect([2, 1024, 262_144].map(cpuWeight)).toEqual([1, 39, 10_000])
  })
})
