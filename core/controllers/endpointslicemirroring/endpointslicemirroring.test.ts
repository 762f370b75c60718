import { expect, it } from "vitest"
import type { Endpoints, Service } from "../../apis/core/v1.gen.ts"
import { endpoints, endpointslices, services } from "../../apis/resources.gen.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { endpointslicemirroring } from "./endpointslicemirroring.ts"

const metadata = { namespace: "default", name: "none" }
const service: Service = { metadata, spec: { ports: [{ port: 80 }] }, status: {} }
const written: Endpoints = {
  metadata,
  subsets: [
    {
      addresses: [{ ip: "10.1.1.1" }],
      notReadyAddresses: [{ ip: "10.1.1.2" }],
      ports: [{ port: 80, protocol: "TCP" }],
    },
  ],
}

async function started(given: Service, hand: Endpoints) {
  const harness = new ControllerHarness()
  await harness.cluster.create(services, given)
  await harness.cluster.create(endpoints, hand)
  await harness.start([endpointslicemirroring])
  return { harness, cluster: harness.cluster, slices: () => harness.cluster.all(endpointslices) }
}

it("mirrors what is written by hand, follows it and takes it back", async () => {
  const { harness, cluster, slices } = await started(service, written)
  expect(slices()).toMatchObject([
    {
      metadata: {
        generateName: "none-",
        labels: {
          "endpointslice.kubernetes.io/managed-by": "endpointslicemirroring-controller.k8s.io",
          "kubernetes.io/service-name": "none",
        },
        ownerReferences: [{ apiVersion: "v1", kind: "Endpoints", name: "none" }],
      },
      addressType: "IPv4",
      endpoints: [
        { addresses: ["10.1.1.1"], conditions: { ready: true } },
        { addresses: ["10.1.1.2"], conditions: { ready: false } },
      ],
      ports: [{ name: "", protocol: "TCP", port: 80 }],
    },
  ])
  const current = await cluster.get(endpoints, metadata)
  await cluster.update(endpoints, { ...current, subsets: [{ addresses: [{ ip: "10.1.1.3" }], ports: [{ port: 80 }] }] })
  await harness.settle()
  expect(slices()).toMatchObject([{ endpoints: [{ addresses: ["10.1.1.3"] }] }])
  await cluster.delete(endpoints, metadata)
  await harness.settle()
  expect(slices()).toEqual([])
  await harness.stop()
})

const others: readonly { readonly what: string; readonly service: Service; readonly endpoints: Endpoints }[] = [
  { what: "of a service with a selector", service: { ...service, spec: { selector: { a: "b" } } }, endpoints: written },
  {
    what: "marked to be left alone",
    service,
    endpoints: { ...written, metadata: { ...metadata, labels: { "endpointslice.kubernetes.io/skip-mirror": "true" } } },
  },
]
for (const { what, ...objects } of others) {
  it(`leaves endpoints alone that are ${what}`, async () => {
    const { harness, slices } = await started(objects.service, objects.endpoints)
    expect(slices()).toEqual([])
    await harness.stop()
  })
}
