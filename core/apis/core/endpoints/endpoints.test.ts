import { expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared } from "../../testing/write.ts"
import { endpoints } from "./endpoints.ts"
import { repackSubsets } from "./repack.ts"

function manifest(...subsets: readonly object[]): object {
  return { apiVersion: "v1", kind: "Endpoints", metadata: { name: "web" }, subsets }
}

test("ports with the same addresses share a subset", () => {
  const [a, b] = [{ ip: "10.0.0.1" }, { ip: "10.0.0.2" }]
  const packed = repackSubsets([
    { addresses: [b, a], ports: [{ port: 80 }] },
    { addresses: [a], ports: [{ port: 81 }] },
    { addresses: [b], ports: [{ port: 81 }] },
  ])
  expect(packed).toEqual([{ addresses: [a, b], ports: [{ port: 80 }, { port: 81 }] }])
})

test("an address that is somewhere not ready is not ready", () => {
  const a = { ip: "10.0.0.1" }
  const packed = repackSubsets([
    { addresses: [a], ports: [{ port: 80 }] },
    { notReadyAddresses: [a], ports: [{ port: 80 }] },
  ])
  expect(packed).toEqual([{ notReadyAddresses: [a], ports: [{ port: 80 }] }])
})

test("a table shows the first three", () => {
  const addresses = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"].map((ip) => ({ ip }))
  const cell = (...subsets: readonly object[]) =>
    cellsOf(endpoints, prepared(endpoints, manifest(...subsets)))["Endpoints"]
  expect(cell({ addresses, ports: [{ port: 80 }] })).toBe("10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 1 more...")
  expect(cell({ addresses: [{ ip: "fd00::1" }], ports: [{ port: 80 }] })).toBe("[fd00::1]:80")
  expect(cell({ addresses: [{ ip: "10.0.0.1" }] })).toBe("10.0.0.1")
  expect(cell()).toBe("<none>")
})

test("several ports have names, and addresses lead off the machine", () => {
  const subset = { addresses: [{ ip: "127.0.0.1" }], ports: [{ port: 80 }, { name: "a", port: 81, protocol: "X" }] }
  expect(complaintsOf(endpoints, manifest(subset))).toEqual([
    'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    "subsets[0].ports[0].name: Required value",
    'subsets[0].ports[1].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"',
  ])
})
