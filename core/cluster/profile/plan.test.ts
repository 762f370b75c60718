import { describe, expect, it } from "vitest"
import { type PlanFacts, planProfile } from "./plan.ts"

const facts: PlanFacts = {
  name: "cove",
  driver: "docker",
  subnet: "192.168.99.0/24",
  machine: { cpus: 8, memoryMiB: 16_000 },
  kubeconfig: "/h/.kube/config",
  now: "2026-01-01T00:00:00Z",
  existing: undefined,
}

describe("planProfile", () => {
  it("plans one node as guides print it", () => {
    expect(planProfile({}, facts)).toEqual({
      name: "cove",
      driver: "docker",
      kubernetesVersion: "v1.36.3",
      subnet: "192.168.99.0/24",
      apiServerPort: 8443,
      podSubnet: "10.244.0.0/16",
      serviceSubnet: "10.96.0.0/12",
      dnsDomain: "cluster.local",
      cpus: 2,
      memoryMiB: 4096,
      nodes: [{ name: "cove", address: "192.168.99.100", podSubnet: "10.244.0.0/24", controlPlane: true }],
      kubeconfig: "/h/.kube/config",
      createdAt: "2026-01-01T00:00:00Z",
    })
  })

  it("gives each further node an address and pods of its own", () => {
    expect(planProfile({ nodes: 2 }, facts).nodes[1]).toEqual({
      name: "cove-m02",
      address: "192.168.99.101",
      podSubnet: "10.244.1.0/24",
      controlPlane: false,
    })
  })

  it("keeps what exists, and adds nodes", () => {
    const existing = planProfile({ apiServerPort: 6443 }, facts)
    const plan = planProfile({ cpus: 4, nodes: 2 }, { ...facts, existing, now: "later" })
    expect(plan).toMatchObject({ apiServerPort: 6443, cpus: 2, createdAt: existing.createdAt })
    expect(plan.nodes.map((node) => node.name)).toEqual(["cove", "cove-m02"])
  })

  it("takes half of a small machine", () => {
    expect(planProfile({}, { ...facts, machine: { cpus: 1, memoryMiB: 4000 } })).toMatchObject({
      cpus: 1,
      memoryMiB: 2000,
    })
  })

  const refused = [
    { wishes: { cpus: 9 }, exitCode: 29 },
    { wishes: { memoryMiB: 500 }, exitCode: 23 },
    { wishes: { memoryMiB: 20_000 }, exitCode: 23 },
    { wishes: { nodes: 0 }, exitCode: 14 },
    { wishes: { kubernetesVersion: "v1.29.0" }, exitCode: 106 },
  ]
  for (const { wishes, exitCode } of refused) {
    it(`refuses ${JSON.stringify(wishes)}`, () => {
      expect(() => planProfile(wishes, facts)).toThrow(expect.objectContaining({ exitCode }))
    })
  }

  it("refuses a name that no node could have", () => {
    expect(() => planProfile({}, { ...facts, name: "My_cluster" })).toThrow(
      '"My_cluster" cannot be the name of a profile',
    )
  })
})
