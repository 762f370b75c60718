import { Resolver as Client } from "node:dns/promises"
import { connect } from "node:net"
import { decode, encode } from "dns-packet"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { silentLog } from "../../core/base/log.ts"
import { ClusterZone } from "../../core/dns/cluster-zone.ts"
import { DnsServer } from "../../core/dns/dns-server.ts"
import { Resolver } from "../../core/dns/resolver.ts"
import { systemClock } from "../../core/host/clock.ts"

const many = Array.from({ length: 120 }, (_, at) => ({
  addresses: [`10.244.3.${at + 1}`],
  conditions: { ready: true },
}))
const zone = new ClusterZone("cluster.local", {
  service: (_, name) => ({
    metadata: { name },
    spec: { clusterIP: name === "big" ? "None" : "10.96.0.20" },
    status: {},
  }),
  slices: () => [{ metadata: {}, addressType: "IPv4", endpoints: many, ports: [] }],
  namespace: (name) => (name === "default" ? { metadata: { name }, spec: {}, status: {} } : undefined),
  servicesByIP: () => [],
  slicesByAddress: () => [],
})
const stop = new AbortController()
const resolver = new Resolver({ zone, upstream: undefined, clock: systemClock, log: silentLog })
const server = new DnsServer({ resolver, host: "127.0.0.1", port: 0, log: silentLog })
const client = new Client()
let running: Promise<void>

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    running = server.run({ signal: stop.signal, ready: resolve })
  })
  client.setServers([`127.0.0.1:${server.port}`])
})

afterAll(async () => {
  stop.abort()
  await running
})

describe("the DNS server on real sockets", () => {
  it("answers a stock resolver", async () => {
    expect(await client.resolve4("web.default.svc.cluster.local")).toEqual(["10.96.0.20"])
  })

  it("says that a name is not there", async () => {
    await expect(client.resolve4("web.nowhere.svc.cluster.local")).rejects.toMatchObject({ code: "ENOTFOUND" })
  })

  it("sends an answer that is too large for UDP over TCP, where the resolver asks again", async () => {
    expect(await client.resolve4("big.default.svc.cluster.local")).toHaveLength(120)
  })

  it("survives bytes that are no DNS", async () => {
    const socket = connect(server.port, "127.0.0.1")
    await new Promise((resolve) => socket.once("connect", resolve))
    socket.write(Buffer.from([0, 3, 1, 2, 3]))
    const question = encode({ type: "query", id: 7, questions: [{ type: "A", name: "web.default.svc.cluster.local" }] })
    socket.write(Buffer.concat([Buffer.from([0, question.length]), question]))
    const answer = await new Promise<Buffer>((resolve) => socket.once("data", resolve))
    expect(decode(answer.subarray(2)).id).toBe(7)
    socket.destroy()
  })
})
