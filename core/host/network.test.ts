import { expect, it } from "vitest"
import { parseNameServers, parseRoutes } from "./network.ts"

it("reads the kernel's routes, without the default one", () => {
  const table = [
    "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT",
    "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
    "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
    "br0\t0000A8C0\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0",
  ].join("\n")
  expect(parseRoutes(table)).toEqual(["192.0.2.0/24", "192.168.0.0/16"])
})

it("reads name servers and nothing else", () => {
  expect(parseNameServers("# nameserver 1.1.1.1\nsearch a b\nnameserver 10.0.0.2\n nameserver ::1\n")).toEqual([
    "10.0.0.2",
    "::1",
  ])
})
