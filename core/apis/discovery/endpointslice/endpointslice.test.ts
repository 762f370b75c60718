import { describe, expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared, updated } from "../../testing/write.ts"
import { endpointSlice } from "./endpointslice.ts"

function manifest(rest: object): object {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "web-1" },
    addressType: "IPv4",
    endpoints: [{ addresses: ["10.0.0.1"] }],
    ports: [{ port: 80 }],
    ...rest,
  }
}

describe("a slice", () => {
  test("names its ports and what they speak", () => {
    const made = prepared(endpointSlice, manifest({}))
    expect(made.ports).toEqual([{ name: "", port: 80, protocol: "TCP" }])
    expect(made.metadata.generation).toBe(1)
    expect(cellsOf(endpointSlice, made)).toMatchObject({ AddressType: "IPv4", Ports: "80", Endpoints: "10.0.0.1" })
  })

  test("counts its changes, those of labels too", () => {
    const old = prepared(endpointSlice, manifest({}))
    expect(updated(endpointSlice, old, manifest({})).object.metadata.generation).toBe(1)
    expect(updated(endpointSlice, old, manifest({ ports: [] })).object.metadata.generation).toBe(2)
    const labelled = manifest({ metadata: { name: "web-1", labels: { a: "b" } } })
    expect(updated(endpointSlice, old, labelled).object.metadata.generation).toBe(2)
  })

  test("shows nothing where it has nothing", () => {
    const empty = prepared(endpointSlice, manifest({ endpoints: [], ports: [] }))
    expect(cellsOf(endpointSlice, empty)).toMatchObject({ Ports: "<unset>", Endpoints: "<unset>" })
  })
})

test.each([
  [
    { endpoints: [{ addresses: ["fd00::1"] }] },
    ['endpoints[0].addresses[0]: Invalid value: "fd00::1": must be a valid IPv4 address'],
  ],
  [{ addressType: "DNS" }, ['addressType: Unsupported value: "DNS": supported values: "FQDN", "IPv4", "IPv6"']],
  [{ addressType: "FQDN", endpoints: [{ addresses: ["db.example.com"] }] }, []],
  [
    { endpoints: Array.from({ length: 1001 }, () => ({ addresses: ["10.0.0.1"] })) },
    ["endpoints: Too many: 1001: must have at most 1000 items"],
  ],
  [
    { endpoints: [{ addresses: ["10.0.0.1"], hints: { forZones: [{ name: "a" }, { name: "a" }] } }] },
    ['endpoints[0].hints.forZones[1].name: Duplicate value: "a"'],
  ],
])("case %#: only what a proxy can use is taken", (rest, complaints) => {
  expect(complaintsOf(endpointSlice, manifest(rest))).toEqual(complaints)
})
