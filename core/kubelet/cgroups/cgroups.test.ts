import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { CgroupsV1 } from "./cgroups-v1.ts"
import { CgroupsV2 } from "./cgroups-v2.ts"

let mount = ""
beforeEach(async () => {
  mount = await mkdtemp(join(tmpdir(), "cove-cgroup-"))
})
afterEach(() => rm(mount, { recursive: true, force: true }))

const read = (path: string) => readFile(`${mount}/${path}`, "utf8")

describe("cgroups of version 2", () => {
  it("passes controllers on from the root to the group above", async () => {
    const cgroups = new CgroupsV2(mount, "/k")
    await cgroups.ensure("/kubepods/burstable/podu", { cpuShares: 1024, cpuQuotaUs: 50_000, memoryBytes: 1000 })
    for (const above of ["", "k/", "k/kubepods/", "k/kubepods/burstable/"]) {
      expect(await read(`${above}cgroup.subtree_control`)).toBe("+cpu +memory +pids +cpuset")
    }
    const pod = "k/kubepods/burstable/podu"
    expect(await read(`${pod}/cpu.weight`)).toBe("39")
    expect(await read(`${pod}/cpu.max`)).toBe("50000 100000")
    expect(await read(`${pod}/memory.max`)).toBe("1000")
    expect(await cgroups.children("/kubepods/burstable")).toEqual(["podu"])
  })

  it("reads what is used", async () => {
    await mkdir(`${mount}/kubepods`)
    await writeFile(`${mount}/kubepods/cpu.stat`, "usage_usec 12\nuser_usec 10\n")
    await writeFile(`${mount}/kubepods/memory.current`, "1000\n")
    await writeFile(`${mount}/kubepods/memory.stat`, "anon 600\ninactive_file 300\npgfault 5\n")
    expect(await new CgroupsV2(mount, "").usage("/kubepods")).toMatchObject({
      ...{ cpuNanoSeconds: 12_000, memoryBytes: 1000, workingSetBytes: 700, rssBytes: 600, pageFaults: 5 },
    })
  })
})

describe("cgroups of version 1", () => {
  it("makes a group in each controller there is", async () => {
    for (const controller of ["cpu", "memory"]) await mkdir(`${mount}/${controller}`)
    const cgroups = new CgroupsV1(mount, "/k")
    await cgroups.ensure("/kubepods/podu", { cpuShares: 2, cpuQuotaUs: 0, memoryBytes: 1000 })
    expect(await read("cpu/k/kubepods/podu/cpu.shares")).toBe("2")
    expect(await read("cpu/k/kubepods/podu/cpu.cfs_quota_us")).toBe("-1")
    expect(await read("memory/k/kubepods/podu/memory.limit_in_bytes")).toBe("1000")
    expect(await cgroups.children("/kubepods")).toEqual(["podu"])
  })
})
