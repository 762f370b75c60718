import { describe, expect, it } from "vitest"
import { SampleHistory } from "./sample-history.ts"

const usage = { name: "x", cpuMillicores: 1, memoryBytes: 1 }

describe("the history of samples", () => {
  it("is an hour long", () => {
    const history = new SampleHistory()
    for (let minute = 0; minute <= 90; minute++) history.add({ atMs: minute * 60_000, nodes: [usage], pods: [] })
    const kept = history.after(0)
    expect(kept).toHaveLength(60)
    expect(kept[0]?.atMs).toBe(31 * 60_000)
    expect(history.after(89 * 60_000)).toHaveLength(1)
  })

  it("is shorter where there are very many pods, but never empty", () => {
    const history = new SampleHistory()
    const pods = Array.from({ length: 90_000 }, () => usage)
    for (let at = 1; at <= 5; at++) history.add({ atMs: at, nodes: [], pods })
    expect(history.after(0).map(({ atMs }) => atMs)).toEqual([4, 5])
    history.add({ atMs: 6, nodes: [], pods: [...pods, ...pods, ...pods] })
    expect(history.after(0).map(({ atMs }) => atMs)).toEqual([6])
  })
})
