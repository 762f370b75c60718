import { expect, it } from "vitest"
import { type NodeStatus, statusExitCode } from "./status.ts"

const fine: NodeStatus = {
  Name: "cove",
  Host: "Running",
  Kubelet: "Running",
  APIServer: "Running",
  Kubeconfig: "Configured",
  Worker: false,
}
const worker: NodeStatus = {
  ...fine,
  Name: "cove-m02",
  APIServer: "Irrelevant",
  Kubeconfig: "Irrelevant",
  Worker: true,
}
const stopped: NodeStatus = {
  ...fine,
  Host: "Stopped",
  Kubelet: "Stopped",
  APIServer: "Stopped",
  Kubeconfig: "Stopped",
}

const cases = [
  { name: "all runs", nodes: [fine, worker], code: 0 },
  { name: "all stopped", nodes: [stopped], code: 7 },
  { name: "the API server is down", nodes: [{ ...fine, APIServer: "Stopped" as const }], code: 2 },
  { name: "kubectl knows another server", nodes: [{ ...fine, Kubeconfig: "Misconfigured" as const }], code: 4 },
  {
    name: "a worker is down",
    nodes: [fine, { ...worker, Host: "Stopped" as const, Kubelet: "Stopped" as const }],
    code: 3,
  },
]

for (const { name, nodes, code } of cases) {
  it(`ends with ${code} when ${name}`, () => {
    expect(statusExitCode(nodes)).toBe(code)
  })
}
