import { describe, expect, it } from "vitest"
import type { Service } from "../apis/core/v1.gen.ts"
import type { EndpointSlice } from "../apis/discovery/v1.gen.ts"
import type { ZoneSource } from "./cluster-zone.ts"
import { ClusterZone } from "./cluster-zone.ts"

const services: readonly Service[] = [
  {
    metadata: { namespace: "shop", name: "web" },
    spec: { clusterIP: "10.96.0.20", ports: [{ name: "http", port: 80, protocol: "TCP" }] },
    status: {},
  },
  {
    metadata: { namespace: "shop", name: "db" },
    spec: { clusterIP: "None", ports: [{ name: "sql", port: 5432 }] },
    status: {},
  },
  {
    metadata: { namespace: "shop", name: "mail" },
    spec: { type: "ExternalName", externalName: "mail.example.com" },
    status: {},
  },
]
const dbSlice: EndpointSlice = {
  metadata: { namespace: "shop", name: "db-abcde", labels: { "kubernetes.io/service-name": "db" } },
  addressType: "IPv4",
  ports: [{ name: "sql", port: 5432, protocol: "TCP" }],
  endpoints: [
    { addresses: ["10.244.0.5"], hostname: "db-0", conditions: { ready: true } },
    { addresses: ["10.244.1.6"], conditions: { ready: true } },
    { addresses: ["10.244.1.7"], hostname: "db-2", conditions: { ready: false } },
  ],
}
const source: ZoneSource = {
  service: (namespace, name) =>
    services.find((each) => each.metadata.namespace === namespace && each.metadata.name === name),
  slices: (namespace, name) => (namespace === "shop" && name === "db" ? [dbSlice] : []),
  namespace: (name) => (name === "shop" ? { metadata: { name }, spec: {}, status: {} } : undefined),
  servicesByIP: (ip) => services.filter((each) => each.spec.clusterIP === ip),
  slicesByAddress: (ip) => (dbSlice.endpoints?.some((each) => each.addresses.includes(ip)) ? [dbSlice] : []),
}
const zone = new ClusterZone("cluster.local", source)

const answered = [
  { name: "web.shop.svc.cluster.local", type: "A", data: ["10.96.0.20"] },
  { name: "WEB.Shop.svc.cluster.local", type: "A", data: ["10.96.0.20"] },
  { name: "db.shop.svc.cluster.local", type: "A", data: ["10.244.0.5", "10.244.1.6"] },
  { name: "db-0.db.shop.svc.cluster.local", type: "A", data: ["10.244.0.5"] },
  { name: "10-244-1-6.db.shop.svc.cluster.local", type: "A", data: ["10.244.1.6"] },
  { name: "10-244-0-9.shop.pod.cluster.local", type: "A", data: ["10.244.0.9"] },
  { name: "mail.shop.svc.cluster.local", type: "A", data: ["mail.example.com"] },
  { name: "dns-version.cluster.local", type: "TXT", data: ["1.1.0"] },
  { name: "20.0.96.10.in-addr.arpa", type: "PTR", data: ["web.shop.svc.cluster.local"] },
  { name: "5.0.244.10.in-addr.arpa", type: "PTR", data: ["db-0.db.shop.svc.cluster.local"] },
]

describe("ClusterZone", () => {
  for (const { name, type, data } of answered) {
    it(`answers ${type} of ${name}`, () => {
      expect(zone.lookup(name, type)?.answers.map((record) => record.data)).toEqual(data)
    })
  }

  it("points a port's SRV at the service", () => {
    expect(zone.lookup("_http._tcp.web.shop.svc.cluster.local", "SRV")).toMatchObject({
      answers: [{ data: { port: 80, target: "web.shop.svc.cluster.local" } }],
      additionals: [{ type: "A", data: "10.96.0.20" }],
    })
  })

  it("points a headless port's SRV at each endpoint", () => {
    const found = zone.lookup("_sql._tcp.db.shop.svc.cluster.local", "SRV")
    expect(found?.answers.map((record) => (record.type === "SRV" ? record.data.target : ""))).toEqual([
      "db-0.db.shop.svc.cluster.local",
      "10-244-1-6.db.shop.svc.cluster.local",
    ])
  })

  it("tells a name without this type from a name that is not there", () => {
    expect(zone.lookup("web.shop.svc.cluster.local", "AAAA")).toMatchObject({
      code: "NOERROR",
      answers: [],
      authority: { type: "SOA" },
    })
    expect(zone.lookup("shop.svc.cluster.local", "A")).toMatchObject({ code: "NOERROR", answers: [] })
    for (const name of [
      "nope.shop.svc.cluster.local",
      "web.nowhere.svc.cluster.local",
      "x.cluster.local",
      "db-2.db.shop.svc.cluster.local",
    ]) {
      expect(zone.lookup(name, "A")).toMatchObject({ code: "NXDOMAIN", authority: { type: "SOA" } })
    }
  })

  it("leaves the rest of the world to others", () => {
    expect(zone.lookup("example.com", "A")).toBeUndefined()
    expect(zone.lookup("8.8.8.8.in-addr.arpa", "PTR")).toBeUndefined()
  })
})
