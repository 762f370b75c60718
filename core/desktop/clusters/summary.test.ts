import { expect, it } from "vitest"
import { planProfile } from "../../cluster/profile/plan.ts"
import type { NodeState } from "../../drivers/driver.ts"
import { type ClusterFacts, summaryOf } from "./summary.ts"

const profile = planProfile(
  { nodes: 2 },
  {
    name: "web",
    driver: "native",
    subnet: "192.168.99.0/24",
    machine: { cpus: 8, memoryMiB: 16_384 },
    kubeconfig: "/home/me/.kube/config",
    now: "2026-01-01T00:00:00.000Z",
    existing: undefined,
  },
)

function node(index: number, state: "running" | "paused" | "stopped"): NodeState {
  const { name = "", address = "" } = profile.nodes[index] ?? {}
  return { name, cluster: "web", address, running: state !== "stopped", paused: state === "paused", image: "abc" }
}

const answers = { reachable: true, sinceMs: 0 }
const running = [node(0, "running"), node(1, "running")]
const facts: ClusterFacts = {
  name: "web",
  profile,
  nodes: running,
  reachability: answers,
  work: undefined,
  current: true,
  kubeconfig: "/home/me/.kube/config",
  problem: undefined,
}

it("shows a cluster that runs", () => {
  expect(summaryOf(facts)).toEqual({
    name: "web",
    state: "running",
    problem: undefined,
    driver: "native",
    kubernetesVersion: "v1.36.3",
    nodes: [
      { name: "web", address: "192.168.99.100", controlPlane: true, state: "running" },
      { name: "web-m02", address: "192.168.99.101", controlPlane: false, state: "running" },
    ],
    cpus: 2,
    memoryMiB: 4096,
    server: "https://192.168.99.100:8443",
    kubeconfig: "/home/me/.kube/config",
    current: true,
    createdAt: "2026-01-01T00:00:00.000Z",
  })
})

it("shows where the engine of another machine lets the API server be reached", () => {
  const published = { ...node(0, "running"), published: { host: "127.0.0.1", port: 32_768 } }
  expect(summaryOf({ ...facts, nodes: [published, node(1, "running")] }).server).toBe("https://127.0.0.1:32768")
})

const refused = { reachable: false, reason: "The API server refuses connections", sinceMs: 0 }
const cases: readonly {
  readonly when: string
  readonly found: Partial<ClusterFacts>
  readonly state: string
  readonly problem?: string
}[] = [
  { when: "all nodes are stopped", found: { nodes: [node(0, "stopped"), node(1, "stopped")] }, state: "stopped" },
  {
    when: "no node was made yet",
    found: { nodes: [] },
    state: "stopped",
    problem: 'Nodes "web", "web-m02" are not there',
  },
  { when: "all nodes are paused", found: { nodes: [node(0, "paused"), node(1, "paused")] }, state: "paused" },
  {
    when: "one node is stopped",
    found: { nodes: [node(0, "running"), node(1, "stopped")] },
    state: "partial",
    problem: 'Node "web-m02" is stopped',
  },
  {
    when: "one node is paused",
    found: { nodes: [node(0, "paused"), node(1, "running")] },
    state: "partial",
    problem: 'Node "web" is paused',
  },
  {
    when: "the API server does not answer",
    found: { reachability: refused },
    state: "unreachable",
    problem: "The API server refuses connections",
  },
  {
    when: "nothing was heard of the API server yet",
    found: { reachability: undefined },
    state: "unreachable",
    problem: "The API server does not answer yet",
  },
  {
    when: "its driver cannot tell",
    found: { nodes: [], problem: { message: "No Docker engine answers", advice: "Start Docker." } },
    state: "broken",
    problem: "No Docker engine answers",
  },
]

for (const { when, found, state, problem } of cases) {
  it(`is ${state} when ${when}`, () => {
    const summary = summaryOf({ ...facts, ...found })
    expect({ state: summary.state, problem: summary.problem?.message }).toEqual({ state, problem })
  })
}

it("is what is done to it, without problems", () => {
  const summary = summaryOf({ ...facts, nodes: [], reachability: undefined, work: "stopping" })
  expect(summary).toMatchObject({ state: "stopping", problem: undefined })
})

it("is shown before anything is written down of it", () => {
  const summary = summaryOf({ ...facts, profile: undefined, nodes: [], work: "starting" })
  expect(summary).toMatchObject({ name: "web", state: "starting", problem: undefined, nodes: [], server: undefined })
})
