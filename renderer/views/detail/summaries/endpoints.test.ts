import { expect, it } from "vitest"
import type { EndpointSlice } from "../../../../core/apis/discovery/v1.gen.ts"
import { endpointsIn } from "./endpoints.ts"

it("gathers the addresses of all slices, those that are ready first", () => {
  const targetRef = { kind: "Pod", namespace: "a", name: "web-1" }
  const slice: EndpointSlice = {
    metadata: { name: "web" },
    addressType: "IPv4",
    ports: [{ name: "http", port: 80 }],
    endpoints: [
      { addresses: ["10.0.0.1"], conditions: { ready: false } },
      { addresses: ["10.0.0.3"], conditions: { ready: false, terminating: true } },
      { addresses: ["10.0.0.2"], conditions: { ready: true }, targetRef },
    ],
  }
  expect(endpointsIn([slice])).toEqual([
    { address: "10.0.0.2", ports: "http 80", target: { group: "", ...targetRef }, state: "ready" },
    { address: "10.0.0.3", ports: "http 80", target: undefined, state: "terminating" },
    { address: "10.0.0.1", ports: "http 80", target: undefined, state: "notReady" },
  ])
})
