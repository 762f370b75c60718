import type { Deployment } from "../../apis/apps/v1.gen.ts"
import type { Node } from "../../apis/core/v1.gen.ts"
import { deployments, nodes } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { waitUntil } from "../../base/wait-until.ts"
import type { Client } from "../../client/client.ts"
import type { Driver } from "../../drivers/driver.ts"
import { controlPlaneOf, network, type Profile } from "../profile/profile.ts"
import { waitForObjects } from "../wait-for-objects.ts"

export interface ReadyWait {
  readonly clock: Clock
  readonly driver: Driver
  readonly client: Client
  readonly profile: Profile
  readonly atMostMs: number
  readonly signal: AbortSignal
}

/**
 * Resolves when every node of the profile is Ready; gives each its roles and labels as it appears. After a stop the API
 * still shows nodes as they were, so the kubelets themselves are asked first.
 */
export async function waitForNodes(wait: ReadyWait): Promise<void> {
  const { client, profile, signal } = wait
  await Promise.all(profile.nodes.map(({ name }) => waitForCommand(wait, name, "kubelet to answer", kubeletAnswers)))
  const seen = new Set<string>()
  await waitForObjects(client, nodes, { signal }, async (found) => {
    for (const node of found) {
      const name = node.metadata.name ?? ""
      if (seen.has(name)) continue
      seen.add(name)
      await labelNode(client, profile, node)
    }
    return profile.nodes.every(({ name }) => found.some((node) => node.metadata.name === name && isReady(node)))
  })
}

/** Resolves when the DNS server answers at its service's address. */
export async function waitForDns(wait: ReadyWait, detail: (text: string) => void): Promise<void> {
  const { client, profile, signal } = wait
  detail("its pod")
  const only = { namespace: "kube-system", fieldSelector: "metadata.name=kube-dns", signal }
  await waitForObjects(client, deployments, only, async (found) => found.some(isAvailable))
  detail("its answer")
  const lookup = ["sh", "-c", lookUpSoon, `kubernetes.default.svc.${profile.dnsDomain}`, network.dnsService]
  await waitForCommand(wait, controlPlaneOf(profile).name, "DNS server to answer", lookup)
}

/** A question that comes before the server is lost, and nobody says so: the first are given up soon, later ones not. */
const lookUpSoon =
  'for seconds in 0.1 0.1 0.2 0.4 0.8 1.6; do timeout $seconds nslookup "$0" "$1" && exit; done; exit 1'

const kubeletAnswers = ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:10248/healthz"]

/** Nothing can tell of a program inside a node, so this tries, often. */
async function waitForCommand(wait: ReadyWait, node: string, what: string, command: readonly string[]): Promise<void> {
  const { clock, driver, atMostMs, signal } = wait
  const look = async () => (await driver.exec(node, command, {}, signal)) === 0
  await waitUntil(look, { clock, what, everyMs: 100, atMostMs, signal })
}

/** A kubelet may not give itself a role. */
async function labelNode(client: Client, profile: Profile, node: Node): Promise<void> {
  const known = profile.nodes.find(({ name }) => name === node.metadata.name)
  if (known === undefined) return
  const labels = {
    "cove.io/profile": profile.name,
    ...(known.controlPlane ? { "node-role.kubernetes.io/control-plane": "" } : {}),
  }
  const there = node.metadata.labels ?? {}
  if (Object.entries(labels).every(([name, value]) => there[name] === value)) return
  await client.patch(nodes, { name: known.name }, { type: "merge", body: { metadata: { labels } } })
}

function isReady(node: Node): boolean {
  return (
    node.status?.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True") ?? false
  )
}

function isAvailable(deployment: Deployment): boolean {
  const wanted = deployment.spec?.replicas ?? 1
  return (
    deployment.status?.observedGeneration === deployment.metadata.generation &&
    (deployment.status?.availableReplicas ?? 0) >= wanted
  )
}
