import { describe, expect, it } from "vitest"
import type { Pod, Service } from "../../apis/core/v1.gen.ts"
import type { EndpointSlice } from "../../apis/discovery/v1.gen.ts"
import { toEndpoint, toPod, toReadyPod } from "./forward-destination.ts"

interface Wishes {
  readonly phase?: string
  readonly ready?: boolean
  readonly leaving?: boolean
}

function podOf(name: string, { phase = "Running", ready = true, leaving = false }: Wishes = {}): Pod {
  return {
    metadata: { name, ...(leaving ? { deletionTimestamp: "2026-01-01T00:00:00Z" } : {}) },
    spec: { containers: [{ name: "c", image: "x", ports: [{ name: "http", containerPort: 8080 }] }] },
    status: { phase, conditions: [{ type: "Ready", status: ready ? "True" : "False" }] },
  } as Pod // what is read of one
}

describe("a connection to one pod", () => {
  const cases = [
    { pod: podOf("web"), port: 80, to: { found: true, pod: "web", port: 80 } },
    { pod: podOf("web", { ready: false }), port: "http", to: { found: true, pod: "web", port: 8080 } },
    { pod: podOf("web"), port: "grpc", to: { found: false, reason: 'Pod "web" has no port named "grpc"' } },
    {
      pod: podOf("web", { phase: "Pending" }),
      port: 80,
      to: { found: false, reason: 'Pod "web" does not run: it is Pending' },
    },
    { pod: undefined, port: 80, to: { found: false, reason: 'There is no pod "web"' } },
  ]
  for (const { pod, port, to } of cases) {
    it(`to port ${port} comes to ${JSON.stringify(to)}`, () => expect(toPod(pod, "web", port)).toEqual(to))
  }
})

describe("a connection to one of several pods", () => {
  it("goes to a ready one, the same as before while that is ready", () => {
    const pods = [podOf("c"), podOf("b"), podOf("a", { ready: false })]
    expect(toReadyPod(pods, undefined, 80)).toEqual({ found: true, pod: "b", port: 80 })
    expect(toReadyPod(pods, "c", 80)).toEqual({ found: true, pod: "c", port: 80 })
    expect(toReadyPod(pods, "a", 80)).toEqual({ found: true, pod: "b", port: 80 })
  })

  it("says why it waits", () => {
    const gone = podOf("z", { leaving: true })
    expect(toReadyPod([gone], "z", 80)).toEqual({ found: false, reason: "There are no pods" })
    const starting = [podOf("a", { ready: false }), podOf("b", { ready: false }), gone]
    expect(toReadyPod(starting, undefined, 80)).toEqual({ found: false, reason: "None of 2 pods is ready" })
  })
})

describe("a connection to a service", () => {
  const service = {
    metadata: { name: "web" },
    spec: {
      ports: [
        { name: "http", port: 80, targetPort: "http" },
        { name: "metrics", port: 9090 },
      ],
    },
    status: {},
  } as Service // what is read of one

  function sliceOf(name: string, port: number, endpoints: Readonly<Record<string, boolean>>): EndpointSlice {
    return {
      metadata: {},
      addressType: "IPv4",
      ports: [{ name, port }],
      endpoints: Object.entries(endpoints).map(([pod, ready]) => ({
        addresses: ["10.244.0.9"],
        conditions: { ready },
        targetRef: { kind: "Pod", name: pod },
      })),
    }
  }
  const slices = [sliceOf("http", 8080, { a: false, b: true }), sliceOf("http", 8081, { c: true })]

  it("goes to the port of a ready pod that stands behind the service's own", () => {
    expect(toEndpoint({ service, slices }, undefined, 80)).toEqual({ found: true, pod: "b", port: 8080 })
    expect(toEndpoint({ service, slices }, "c", "http")).toEqual({ found: true, pod: "c", port: 8081 })
  })

  const waits = [
    { given: { service: undefined, slices }, port: 80, reason: "There is no such service" },
    { given: { service, slices }, port: 8080, reason: "The service has no port 8080: it has 80, 9090" },
    { given: { service, slices }, port: "metrics", reason: "None of the service's pods is ready" },
    { given: { service, slices: [] }, port: 80, reason: "None of the service's pods is ready" },
  ]
  for (const { given, port, reason } of waits) {
    it(`to port ${port} waits: ${reason}`, () => {
      expect(toEndpoint(given, undefined, port)).toEqual({ found: false, reason })
    })
  }
})
