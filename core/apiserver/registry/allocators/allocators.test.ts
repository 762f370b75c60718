import { expect, test } from "vitest"
import { SeededRandom } from "../../../base/testing/seeded-random.ts"
import { newNodePorts } from "./node-ports.ts"
import { firstServiceIP, newServiceIPs } from "./service-ips.ts"

test("an address is held by one at a time", () => {
  const ips = newServiceIPs("10.96.0.0/12", new SeededRandom(1))
  expect(ips.allocate("10.96.0.10")).toBe(true)
  expect(ips.allocate("10.96.0.10")).toBe(false)
  ips.release("10.96.0.10")
  expect(ips.allocate("10.96.0.10")).toBe(true)
})

test("the range has neither its first nor its last address", () => {
  const ips = newServiceIPs("10.96.0.0/24", new SeededRandom(1))
  expect(["10.96.0.0", "10.96.0.1", "10.96.0.254", "10.96.0.255", "10.96.1.1"].map((ip) => ips.contains(ip))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ])
  expect(firstServiceIP("10.96.0.0/24")).toBe("10.96.0.1")
})

test("who names none gets one from the upper band while there is one, and nothing when all are taken", () => {
  const ips = newServiceIPs("10.96.0.0/27", new SeededRandom(1))
  const given = Array.from({ length: 30 }, () => ips.allocateNext())
  expect(new Set(given).size).toBe(30)
  expect(given.slice(0, 14).every((ip) => Number(ip?.split(".")[3]) > 16)).toBe(true)
  expect(ips.allocateNext()).toBeUndefined()
})

test("node ports stay within their range", () => {
  const ports = newNodePorts("30000-30001", new SeededRandom(1))
  expect([ports.allocateNext(), ports.allocateNext(), ports.allocateNext()].map((port) => port ?? 0).sort()).toEqual([
    0, 30000, 30001,
  ])
  expect(ports.allocate(29_999)).toBe(false)
})
