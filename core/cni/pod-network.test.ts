import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import type { Node } from "../apis/core/v1.gen.ts"
import { silentLog } from "../base/log.ts"
import { gatewayOf } from "./conflist.ts"
import { PodNetwork } from "./pod-network.ts"
import { parseRouteList, routeChanges, routesTo } from "./routes.ts"

const node = (name: string, podCIDR: string, address: string): Node => ({
  metadata: { name },
  spec: { podCIDR, podCIDRs: [podCIDR] },
  status: { addresses: [{ type: "InternalIP", address }] },
})

describe("the network of pods", () => {
  it("has the first address of its range on the bridge, and a MAC address that follows from it", () => {
    expect(gatewayOf("10.244.1.0/24")).toEqual({ address: "10.244.1.1/24", mac: "0a:58:0a:f4:01:01" })
  })

  it("is set up once", async () => {
    const confDir = await mkdtemp(join(tmpdir(), "cove-cni-"))
    const commands: string[] = []
    const network = new PodNetwork({
      run: async (command, args, input) => {
        commands.push([command, ...args].join(" ") + (input === undefined ? "" : `\n${input}`))
        return args.join(" ") === "-o link show" ? "1: lo: mtu 65536\n2: eth0: mtu 1450" : ""
      },
      log: silentLog,
      nodeName: "n1",
      clusterCidr: "10.244.0.0/16",
      confDir,
      ipamDir: "/run/ipam",
    })
    await network.setUp("10.244.0.0/24")
    await network.setUp("10.244.0.0/24")
    expect(commands.filter((command) => command.startsWith("ip -batch"))).toEqual([
      "ip -batch -\nlink add cni0 address 0a:58:0a:f4:00:01 type bridge\naddr replace 10.244.0.1/24 dev cni0\nlink set cni0 up\n",
    ])
    expect(commands.join()).toContain("ip saddr 10.244.0.0/24 ip daddr != 10.244.0.0/16")
    const written = JSON.parse(await readFile(`${confDir}/10-cove.conflist`, "utf8"))
    expect(written.plugins[0]).toMatchObject({ mtu: 1450, ipam: { ranges: [[{ subnet: "10.244.0.0/24" }]] } })
    await rm(confDir, { recursive: true })
  })

  it("looks at its routes when nodes come, go or move, and at no other change of theirs", async () => {
    const commands: string[] = []
    const network = new PodNetwork({
      run: async (command, args) => {
        commands.push([command, ...args].join(" "))
        return ""
      },
      log: silentLog,
      nodeName: "n1",
      clusterCidr: "10.244.0.0/16",
      confDir: "/nowhere",
      ipamDir: "/run/ipam",
    })
    await network.syncRoutes([node("n2", "10.244.1.0/24", "10.0.0.2")])
    const first = commands.length
    await network.syncRoutes([node("n2", "10.244.1.0/24", "10.0.0.2")])
    expect(commands.length).toBe(first)
    await network.syncRoutes([])
    expect(commands.length).toBeGreaterThan(first)
  })

  it("leads to the pods of every other node", () => {
    const nodes = [node("n1", "10.244.0.0/24", "10.0.0.1"), node("n2", "10.244.1.0/24", "10.0.0.2")]
    const want = routesTo(nodes, "n1")
    expect(want).toEqual([{ subnet: "10.244.1.0/24", via: "10.0.0.2" }])
    const have = parseRouteList("10.244.1.0/24 via 10.0.0.9 dev eth0\n10.244.7.0/24 via 10.0.0.7 dev eth0\n")
    expect(routeChanges(have, want).map((command) => command.join(" "))).toEqual([
      "route del 10.244.7.0/24 via 10.0.0.7",
      "route replace 10.244.1.0/24 via 10.0.0.2 proto 99",
    ])
    expect(routeChanges(want, want)).toEqual([])
  })
})
