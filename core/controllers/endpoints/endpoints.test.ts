import { expect, it } from "vitest"
import type { Pod, Service, ServicePort, ServiceSpec } from "../../apis/core/v1.gen.ts"
import { endpointslices, endpoints as endpointsResource, pods, services } from "../../apis/resources.gen.ts"
import { endpointslice } from "../endpointslice/endpointslice.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { endpoints } from "./endpoints.ts"

const ports: readonly ServicePort[] = [
  { name: "http", protocol: "TCP", port: 80, targetPort: "web" },
  { name: "tls", protocol: "TCP", port: 443, targetPort: 8443 },
]

function service(name: string, spec: Partial<ServiceSpec> = {}): Service {
  const metadata = { namespace: "default", name, labels: { l: "1" } }
  return { metadata, spec: { selector: { a: "w" }, clusterIP: "10.96.0.9", ports, ...spec }, status: {} }
}

function pod(name: string, ip: string): Pod {
  return {
    metadata: { namespace: "default", name, labels: { a: "w" } },
    spec: {
      nodeName: "n1",
      containers: [{ name: "c", ports: [{ name: "web", containerPort: 8080, protocol: "TCP" }] }],
    },
    status: { phase: "Running", podIP: ip, podIPs: [{ ip }] },
  }
}

async function started(...objects: readonly Service[]) {
  const harness = new ControllerHarness()
  for (const each of objects) await harness.cluster.create(services, each)
  await harness.start([endpoints, endpointslice])
  return {
    harness,
    cluster: harness.cluster,
    subsets: async (name: string) =>
      (await harness.cluster.get(endpointsResource, { namespace: "default", name })).subsets,
    slices: () => harness.cluster.all(endpointslices),
  }
}

it("writes an empty object and slice for a service without pods", async () => {
  const { harness, cluster, slices } = await started(service("web"))
  expect(cluster.all(endpointsResource)).toMatchObject([
    { metadata: { name: "web", labels: { "endpoints.kubernetes.io/managed-by": "endpoint-controller", l: "1" } } },
  ])
  const [slice] = slices()
  expect(slice?.metadata.name).toMatch(/^web-[a-z0-9]{5}$/)
  expect(slice).toMatchObject({
    metadata: {
      labels: {
        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
        "kubernetes.io/service-name": "web",
        l: "1",
      },
      ownerReferences: [{ apiVersion: "v1", kind: "Service", name: "web", controller: true, blockOwnerDeletion: true }],
    },
    addressType: "IPv4",
    endpoints: [],
    ports: [],
  })
  await harness.stop()
})

it("follows pods as they come, get ready and end", async () => {
  const { harness, cluster, subsets, slices } = await started(service("web"))
  const p1 = await cluster.create(pods, pod("p1", "10.244.0.5"))
  await harness.settle()
  const wantedPorts = [
    { name: "http", port: 8080, protocol: "TCP" },
    { name: "tls", port: 8443, protocol: "TCP" },
  ]
  const targetRef = { kind: "Pod", namespace: "default", name: "p1", uid: p1.metadata.uid }
  const address = { ip: "10.244.0.5", nodeName: "n1", targetRef }
  expect(await subsets("web")).toEqual([{ notReadyAddresses: [address], ports: wantedPorts }])
  await harness.report([p1], "Running")
  expect(await subsets("web")).toEqual([{ addresses: [address], ports: wantedPorts }])
  expect(slices()).toMatchObject([
    {
      endpoints: [
        { addresses: ["10.244.0.5"], conditions: { ready: true, serving: true, terminating: false }, targetRef },
      ],
      ports: [
        { name: "http", port: 8080, protocol: "TCP" },
        { name: "tls", port: 8443, protocol: "TCP" },
      ],
    },
  ])
  await cluster.delete(pods, { namespace: "default", name: "p1" })
  await harness.settle()
  expect(await subsets("web")).toBeUndefined()
  expect(slices()[0]?.endpoints?.[0]?.conditions).toEqual({ ready: false, serving: true, terminating: true })
  await cluster.delete(pods, { namespace: "default", name: "p1" }, { gracePeriodSeconds: 0 })
  await harness.settle()
  expect(slices()).toMatchObject([{ endpoints: [], ports: [] }])
  await harness.stop()
})

it("publishes what is not ready where the service says so, and marks headless", async () => {
  const all = service("all", {
    clusterIP: "None",
    publishNotReadyAddresses: true,
    ports: [{ port: 80, targetPort: 80 }],
  })
  const { harness, cluster, subsets, slices } = await started(all)
  await cluster.create(pods, pod("p1", "10.244.0.5"))
  await harness.settle()
  expect(await subsets("all")).toMatchObject([
    { addresses: [{ ip: "10.244.0.5" }], ports: [{ port: 80, protocol: "TCP" }] },
  ])
  expect(slices()).toMatchObject([
    {
      metadata: { labels: { "service.kubernetes.io/headless": "" } },
      endpoints: [{ conditions: { ready: true, serving: false, terminating: false } }],
      ports: [{ name: "", port: 80, protocol: "TCP" }],
    },
  ])
  await harness.stop()
})

it("puts at most a hundred endpoints into a slice and leaves endpoints where they are", async () => {
  const { harness, cluster, slices } = await started(service("web"))
  for (let i = 0; i < 250; i++) await cluster.create(pods, pod(`p${i}`, `10.244.${i >> 8}.${i & 255}`))
  for (let i = 0; i < 5; i++) await harness.settle()
  const sizes = () => slices().map((slice) => slice.endpoints?.length ?? 0)
  expect(sizes().reduce((a, b) => a + b)).toBe(250)
  expect(Math.max(...sizes())).toBeLessThanOrEqual(100)
  await cluster.delete(pods, { namespace: "default", name: "p7" }, { gracePeriodSeconds: 0 })
  cluster.writes.length = 0
  await harness.settle()
  expect(cluster.writes.filter((write) => write.includes("endpointslices"))).toHaveLength(1)
  await harness.stop()
})

it("leaves a service without a selector alone", async () => {
  const { selector: _, ...spec } = service("none").spec
  const { harness, cluster, slices } = await started({ ...service("none"), spec })
  expect(cluster.all(endpointsResource)).toEqual([])
  expect(slices()).toEqual([])
  await harness.stop()
})
