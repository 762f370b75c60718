import type { Reachability } from "../../bridge/contract/api.ts"
import type { ClusterNode, ClusterState, ClusterSummary } from "../../bridge/contract/clusters.ts"
import { controlPlaneOf, type Profile } from "../../cluster/profile/profile.ts"
import type { NodeState } from "../../drivers/driver.ts"

/** What is known of one cluster at one time. */
export interface ClusterFacts {
  readonly name: string
  /** Undefined while it is being made, and where it cannot be read. */
  readonly profile: Profile | undefined
  readonly nodes: readonly NodeState[]
  /** Undefined while it was not looked at. */
  readonly reachability: Reachability | undefined
  /** What is done to it, here or in another process. */
  readonly work: WorkState | undefined
  readonly current: boolean
  readonly kubeconfig: string
  /** Why the profile cannot be read, or the driver cannot tell of nodes. */
  readonly problem: Problem | undefined
}

export type WorkState = Extract<ClusterState, "starting" | "stopping" | "deleting">

export type Problem = NonNullable<ClusterSummary["problem"]>

export function summaryOf(facts: ClusterFacts): ClusterSummary {
  const { name, profile, current } = facts
  const nodes = (profile?.nodes ?? []).map(({ name, address, controlPlane }) => ({
    name,
    address,
    controlPlane,
    state: nodeState(facts.nodes.find((one) => one.name === name)),
  }))
  const { state, problem } = condition(facts, nodes)
  return {
    name,
    state,
    problem,
    driver: profile?.driver ?? "",
    kubernetesVersion: profile?.kubernetesVersion ?? "",
    nodes,
    cpus: profile?.cpus ?? 0,
    memoryMiB: profile?.memoryMiB ?? 0,
    server: profile === undefined ? undefined : serverOf(profile, facts.nodes),
    kubeconfig: profile?.kubeconfig ?? facts.kubeconfig,
    current,
    createdAt: profile?.createdAt ?? "",
  }
}

function nodeState(node: NodeState | undefined): ClusterNode["state"] {
  if (node === undefined) return "missing"
  if (node.paused) return "paused"
  return node.running ? "running" : "stopped"
}

interface Condition {
  readonly state: ClusterState
  readonly problem?: Problem
}

function condition(facts: ClusterFacts, nodes: readonly ClusterNode[]): Condition {
  if (facts.work !== undefined) return { state: facts.work }
  if (facts.problem !== undefined) return { state: "broken", problem: facts.problem }
  const count = (state: ClusterNode["state"]) => nodes.filter((node) => node.state === state).length
  const [running, paused, missing] = [count("running"), count("paused"), count("missing")]
  if (running + paused === 0) return missing === 0 ? { state: "stopped" } : incomplete(facts.name, nodes)
  if (paused === nodes.length) return { state: "paused" }
  if (running < nodes.length) return { state: "partial", problem: partial(facts.name, nodes) }
  if (facts.reachability?.reachable === true) return { state: "running" }
  return { state: "unreachable", problem: unreachable(facts) }
}

/** None was made yet, or they were removed behind our back. */
function incomplete(name: string, nodes: readonly ClusterNode[]): Condition {
  const missing = nodes.filter((node) => node.state === "missing")
  const advice = `Start it: what is missing is made. Or give it up: cove delete -p ${name}`
  return { state: "stopped", problem: { message: `${listed(missing)} not there`, advice } }
}

function partial(name: string, nodes: readonly ClusterNode[]): Problem {
  const others = nodes.filter((node) => node.state !== "running")
  const states = [...new Set(others.map((node) => node.state))].join(" or ")
  return { message: `${listed(others)} ${states}`, advice: `Start what does not run: cove start -p ${name}` }
}

function listed(nodes: readonly ClusterNode[]): string {
  const names = nodes.map((node) => `"${node.name}"`).join(", ")
  return nodes.length === 1 ? `Node ${names} is` : `Nodes ${names} are`
}

function unreachable({ name, reachability }: ClusterFacts): Problem {
  return {
    message: reachability?.reason ?? "The API server does not answer yet",
    advice: `It is asked again and again. See what the node says: cove logs -p ${name}`,
  }
}

/** Where the API server answers, while its node runs. */
function serverOf(profile: Profile, nodes: readonly NodeState[]): string | undefined {
  const { name, address } = controlPlaneOf(profile)
  const node = nodes.find((one) => one.name === name)
  if (node?.running !== true) return undefined
  const { host, port } = node.published ?? { host: address, port: profile.apiServerPort }
  return `https://${host}:${port}`
}
