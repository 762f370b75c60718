import { describe, expect, it } from "vitest"
import type { ClusterState, ClusterSummary } from "../../core/bridge/contract/clusters.ts"
import type { Operation } from "../../core/bridge/contract/operations.ts"
import { newsOfClusters, newsOfOperations } from "./news.ts"

function operation(state: Operation["state"], more: Partial<Operation> = {}): Operation {
  const plain = { id: "1", action: "start", profile: "web", command: "", steps: [], notes: [], startedAtMs: 0 } as const
  return { ...plain, state, ...more }
}

function cluster(state: ClusterState, more: Partial<ClusterSummary> = {}): ClusterSummary {
  const plain = { driver: "native", kubernetesVersion: "v1.36.3", nodes: [], cpus: 2, memoryMiB: 2048 }
  return { ...plain, name: "web", state, kubeconfig: "", current: false, createdAt: "", ...more }
}

describe("news", () => {
  it("is an operation that succeeded", () => {
    expect(newsOfOperations([operation("running")], [operation("succeeded")])).toEqual([
      { title: "“web” is running", body: "", route: "#/c/web/overview" },
    ])
  })

  it("is an operation that failed, with why and what to do", () => {
    const failure = { id: "DRV", message: "Docker does not answer", advice: "Start it." }
    expect(newsOfOperations([operation("running")], [operation("failed", { failure })])).toEqual([
      { title: "“web” did not start", body: "Docker does not answer\nStart it.", route: "#/clusters" },
    ])
  })

  it("is not what was cancelled, what was over before, nor what is seen for the first time", () => {
    expect(newsOfOperations([operation("running")], [operation("cancelled")])).toEqual([])
    expect(newsOfOperations([operation("succeeded")], [operation("succeeded")])).toEqual([])
    expect(newsOfOperations([], [operation("failed")])).toEqual([])
  })

  it("is a cluster that no longer answers, once", () => {
    const problem = { message: "The API server does not answer", advice: "Restart it." }
    const lost = [cluster("unreachable", { problem })]
    expect(newsOfClusters([cluster("running")], lost)).toEqual([
      {
        title: "“web” does not answer",
        body: "The API server does not answer\nRestart it.",
        route: "#/c/web/overview",
      },
    ])
    expect(newsOfClusters(lost, lost)).toEqual([])
    expect(newsOfClusters([cluster("running")], [cluster("stopped")])).toEqual([])
  })
})
