import type { Driver, NodeState } from "../drivers/driver.ts"
import { readTextFile } from "../host/files.ts"
import { adminAccess, apiAnswers, serverOf } from "./api-access.ts"
import type { ClusterDeps } from "./deps.ts"
import { existingCluster } from "./existing-cluster.ts"
import { currentContext, serverIn } from "./kubeconfig/merge.ts"
import type { Profile, ProfileNode } from "./profile/profile.ts"

/** A node in the words of `minikube status`. */
export interface NodeStatus {
  readonly Name: string
  readonly Host: "Running" | "Stopped" | "Nonexistent"
  readonly Kubelet: "Running" | "Stopped" | "Nonexistent"
  readonly APIServer: "Running" | "Paused" | "Stopped" | "Nonexistent" | "Irrelevant"
  readonly Kubeconfig: "Configured" | "Misconfigured" | "Stopped" | "Nonexistent" | "Irrelevant"
  readonly Worker: boolean
}

export async function clusterStatus(deps: ClusterDeps, name: string): Promise<readonly NodeStatus[]> {
  const { profile, driver } = await existingCluster(deps, name)
  const nodes = await driver.list(name)
  return Promise.all(
    profile.nodes.map((node) =>
      nodeStatus(deps, { profile, driver, node, state: nodes.find((one) => one.name === node.name) }),
    ),
  )
}

/** Whether kubectl's current context is the cluster's. */
export async function isCurrentContext(profile: Profile): Promise<boolean> {
  const text = await readTextFile(profile.kubeconfig).catch(() => undefined)
  try {
    return text !== undefined && currentContext(text) === profile.name
  } catch {
    return false // it is no kubeconfig
  }
}

interface NodeFacts {
  readonly profile: Profile
  readonly driver: Driver
  readonly node: ProfileNode
  readonly state: NodeState | undefined
}

async function nodeStatus(deps: ClusterDeps, { profile, driver, node, state }: NodeFacts): Promise<NodeStatus> {
  const Host = state === undefined ? "Nonexistent" : state.running ? "Running" : "Stopped"
  const Worker = !node.controlPlane
  if (Host !== "Running") {
    const rest = Worker ? "Irrelevant" : Host
    return { Name: node.name, Host, Kubelet: Host, APIServer: rest, Kubeconfig: rest, Worker }
  }
  const paused = state?.paused === true
  const Kubelet = paused ? "Stopped" : await kubeletStatus(driver, node.name)
  if (Worker) return { Name: node.name, Host, Kubelet, APIServer: "Irrelevant", Kubeconfig: "Irrelevant", Worker }
  const [APIServer, Kubeconfig] = await Promise.all([
    paused ? ("Paused" as const) : apiServerStatus(deps, driver, profile),
    kubeconfigStatus(driver, profile),
  ])
  return { Name: node.name, Host, Kubelet, APIServer, Kubeconfig, Worker }
}

async function kubeletStatus(driver: Driver, node: string): Promise<"Running" | "Stopped"> {
  const code = await driver.exec(node, ["sh", "-c", 'kill -0 "$(cat /run/cove/kubelet.pid)"'], {}).catch(() => 1)
  return code === 0 ? "Running" : "Stopped"
}

async function apiServerStatus(deps: ClusterDeps, driver: Driver, profile: Profile): Promise<"Running" | "Stopped"> {
  const transport = deps.openTransport(await adminAccess(deps, profile, await serverOf(driver, profile)))
  try {
    return (await apiAnswers(transport, "/livez", { clock: deps.clock, atMostMs: 3_000 })) ? "Running" : "Stopped"
  } finally {
    transport.close()
  }
}

async function kubeconfigStatus(driver: Driver, profile: Profile): Promise<NodeStatus["Kubeconfig"]> {
  try {
    const text = await readTextFile(profile.kubeconfig)
    const server = text === undefined ? undefined : serverIn(text, profile.name)
    if (server === undefined) return "Nonexistent"
    return server === (await serverOf(driver, profile)) ? "Configured" : "Misconfigured"
  } catch {
    return "Misconfigured" // it cannot be read
  }
}

/** minikube's bits: 1 the host, 2 the cluster, 4 Kubernetes. */
export function statusExitCode(nodes: readonly NodeStatus[]): number {
  let code = 0
  for (const node of nodes) {
    if (node.Host !== "Running") code |= 1
    if (node.Kubelet !== "Running" || (node.APIServer !== "Running" && !node.Worker)) code |= 2
    if (node.Kubeconfig !== "Configured" && !node.Worker) code |= 4
  }
  return code
}
