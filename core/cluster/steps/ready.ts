import type { Deployment } from "../../apis/apps/v1.gen.ts"
import type { Node } from "../../apis/core/v1.gen.ts"
import { deployments, nodes } from "../../apis/resources.gen.ts"
import type { Client } from "../../client/client.ts"
import type { Profile } from "../profile/profile.ts"
import { waitForObjects } from "../wait-for-objects.ts"

/** Resolves when every node of the profile is Ready; gives each its roles and labels as it appears. */
export async function waitForNodes(client: Client, profile: Profile, signal: AbortSignal): Promise<void> {
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

/** Resolves when the DNS server answers. */
export async function waitForDns(client: Client, signal: AbortSignal): Promise<void> {
  const only = { namespace: "kube-system", fieldSelector: "metadata.name=kube-dns", signal }
  await waitForObjects(client, deployments, only, async (found) => found.some(isAvailable))
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
