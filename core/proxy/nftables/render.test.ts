import { describe, expect, it } from "vitest"
import type { ServicePort } from "../service-port.ts"
import { renderServices } from "./render.ts"
import { diffRulesets, emptyRuleset } from "./ruleset.ts"

const web: ServicePort = {
  id: "default/web/tcp/http",
  protocol: "tcp",
  clusterIP: "10.96.0.10",
  port: 80,
  externalIPs: [],
  nodePort: undefined,
  clusterEndpoints: [
    { ip: "10.244.0.2", port: 8080, local: true },
    { ip: "10.244.1.2", port: 8080, local: false },
  ],
  externalEndpoints: [],
  keepsClientAddress: false,
  affinitySeconds: undefined,
  sourceRanges: [],
}
const options = { clusterCidr: "10.244.0.0/16" }
const table = "ip t"

function script(before: readonly ServicePort[], now: readonly ServicePort[]): readonly string[] {
  return diffRulesets(table, renderServices(before, options), renderServices(now, options))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replace(/-[0-9A-F]{8}-/g, "-"))
}

describe("rules of a service", () => {
  it("balances over its endpoints and masquerades what comes back to itself", () => {
    expect(
      diffRulesets(table, emptyRuleset, renderServices([web], options))
        .split("\n")
        .map((line) => line.replace(/-[0-9A-F]{8}-/g, "-")),
    ).toEqual([
      "add chain ip t endpoint-default/web/tcp/http__10.244.0.2/8080",
      "add chain ip t endpoint-default/web/tcp/http__10.244.1.2/8080",
      "add chain ip t service-default/web/tcp/http",
      "add rule ip t endpoint-default/web/tcp/http__10.244.0.2/8080 ip saddr 10.244.0.2 jump mark-for-masquerade",
      "add rule ip t endpoint-default/web/tcp/http__10.244.0.2/8080 meta l4proto tcp dnat to 10.244.0.2:8080",
      "add rule ip t endpoint-default/web/tcp/http__10.244.1.2/8080 ip saddr 10.244.1.2 jump mark-for-masquerade",
      "add rule ip t endpoint-default/web/tcp/http__10.244.1.2/8080 meta l4proto tcp dnat to 10.244.1.2:8080",
      "add rule ip t service-default/web/tcp/http ip daddr 10.96.0.10 ip saddr != 10.244.0.0/16 jump mark-for-masquerade",
      "add rule ip t service-default/web/tcp/http numgen random mod 2 vmap { 0 : goto endpoint-default/web/tcp/http__10.244.0.2/8080, 1 : goto endpoint-default/web/tcp/http__10.244.1.2/8080 }",
      "add element ip t service-ips { 10.96.0.10 . tcp . 80 : goto service-default/web/tcp/http }",
      "",
    ])
  })

  it("says nothing when nothing changed", () => {
    expect(script([web], [web])).toEqual([])
  })

  it("touches only what one endpoint's end changes, and deletes its chain last", () => {
    const [first] = web.clusterEndpoints
    const smaller = { ...web, clusterEndpoints: first === undefined ? [] : [first] }
    expect(script([web], [smaller])).toEqual([
      "flush chain ip t service-default/web/tcp/http",
      "add rule ip t service-default/web/tcp/http ip daddr 10.96.0.10 ip saddr != 10.244.0.0/16 jump mark-for-masquerade",
      "add rule ip t service-default/web/tcp/http goto endpoint-default/web/tcp/http__10.244.0.2/8080",
      "flush chain ip t endpoint-default/web/tcp/http__10.244.1.2/8080",
      "delete chain ip t endpoint-default/web/tcp/http__10.244.1.2/8080",
    ])
  })

  it("rejects when nobody is there", () => {
    expect(script([], [{ ...web, nodePort: 30080, clusterEndpoints: [] }])).toEqual([
      "add element ip t no-endpoint-services { 10.96.0.10 . tcp . 80 : goto reject-chain }",
      "add element ip t no-endpoint-nodeports { tcp . 30080 : goto reject-chain }",
    ])
  })

  it("keeps the client's address under the Local policy and drops where no endpoint is local", () => {
    const local = { ...web, nodePort: 30080, keepsClientAddress: true, externalEndpoints: [] }
    const rules = [...renderServices([local], options).chains].find(([name]) => name.startsWith("external-"))?.[1]
    expect(rules?.map((rule) => rule.replace(/-[0-9A-F]{8}-/g, "-"))).toEqual([
      "ip saddr 10.244.0.0/16 goto service-default/web/tcp/http",
      "fib saddr type local jump mark-for-masquerade",
      "fib saddr type local goto service-default/web/tcp/http",
      "drop",
    ])
  })
})
