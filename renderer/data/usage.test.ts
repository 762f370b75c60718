import { describe, expect, it } from "vitest"
import type { MetricsSample } from "../../core/bridge/contract/api.ts"
import { usageOf, usageWindowMs, withSamples } from "./usage.ts"

function sample(atMs: number, pods: readonly string[] = []): MetricsSample {
  const used = { cpuMillicores: atMs, memoryBytes: atMs * 1024 }
  return { atMs, nodes: [{ name: "web", ...used }], pods: pods.map((name) => ({ name, ...used })) }
}

describe("samples", () => {
  it("are kept for an hour", () => {
    const kept = withSamples([sample(0), sample(10)], [sample(usageWindowMs + 5)])
    expect(kept.map(({ atMs }) => atMs)).toEqual([10, usageWindowMs + 5])
  })

  it("count once when a stream tells of them again", () => {
    expect(withSamples([sample(1), sample(2)], [sample(1), sample(2), sample(3)]).map(({ atMs }) => atMs)).toEqual([
      1, 2, 3,
    ])
  })
})

describe("the history of one", () => {
  it("leaves out when it was not there", () => {
    const samples = [sample(1), sample(2, ["default/a"]), sample(3, ["default/b"])]
    expect(usageOf(samples, { kind: "pod", name: "default/a" })).toEqual([
      { atMs: 2, cpuMillicores: 2, memoryBytes: 2048 },
    ])
    expect(usageOf(samples, { kind: "node", name: "web" }).map(({ atMs }) => atMs)).toEqual([1, 2, 3])
  })
})
