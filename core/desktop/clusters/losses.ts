import { PassThrough } from "node:stream"
import { text } from "node:stream/consumers"
import {
  configmaps,
  deployments,
  persistentvolumeclaims,
  pods,
  secrets,
  statefulsets,
} from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { withDeadline } from "../../base/signals.ts"
import type { ClusterLosses } from "../../bridge/contract/clusters.ts"
import type { Client } from "../../client/client.ts"
import type { ClusterDeps } from "../../cluster/deps.ts"
import { existingCluster } from "../../cluster/existing-cluster.ts"
import type { Driver } from "../../drivers/driver.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject, ObjectList } from "../../machinery/meta/object.ts"
import { StatusError } from "../../machinery/status/status-error.ts"

export interface LossesDeps {
  readonly cluster: ClusterDeps
  readonly clock: Clock
  readonly connections: { clientOf(profile: string): Client }
}

/** Who asks waits before a dialog: what cannot be counted in this time is left out. */
const atMostMs = 3_000

/** What a delete of the cluster would take away. */
export async function clusterLosses(deps: LossesDeps, profile: string, signal: AbortSignal): Promise<ClusterLosses> {
  const { driver, profile: known } = await existingCluster(deps.cluster, profile)
  const nodes = (await driver.list(profile, signal)).filter((node) => node.running && !node.paused)
  const names = nodes.map((node) => node.name)
  const deadline = { clock: deps.clock, atMostMs, signal }
  const nothing = () => undefined
  const [objects, diskBytes] = await Promise.all([
    names.length === 0
      ? undefined
      : withDeadline((soon) => countObjects(deps.connections.clientOf(profile), soon), deadline).catch(nothing),
    names.length < known.nodes.length
      ? undefined
      : withDeadline((soon) => diskUse(driver, names, soon), deadline).catch(nothing),
  ])
  return { objects, nodes: known.nodes.length, diskBytes }
}

/** What people call it, and whether an object of it is somebody's: Kubernetes puts one of its own in every namespace. */
const counted: readonly { readonly what: string; readonly resource: Resource; isSystems?(name: string): boolean }[] = [
  { what: "deployments", resource: deployments },
  { what: "stateful sets", resource: statefulsets },
  { what: "pods", resource: pods },
  { what: "persistent volume claims", resource: persistentvolumeclaims },
  { what: "config maps", resource: configmaps, isSystems: (name) => name === "kube-root-ca.crt" },
  { what: "secrets", resource: secrets },
]

const systemNamespaces = new Set(["kube-system", "kube-public", "kube-node-lease"])

async function countObjects(client: Client, signal: AbortSignal): Promise<ClusterLosses["objects"]> {
  const counts = await Promise.all(
    counted.map(async ({ what, resource, isSystems = () => false }) => ({
      what,
      count: await countOf(client, resource, { signal, isSystems }).catch(noneWhereNotServed),
    })),
  )
  return counts.filter(({ count }) => count > 0)
}

function noneWhereNotServed(error: unknown): number {
  if (error instanceof StatusError && error.reason === "NotFound") return 0
  throw error
}

const pageSize = 500

async function countOf(
  client: Client,
  resource: Resource,
  { signal, isSystems }: { readonly signal: AbortSignal; isSystems(name: string): boolean },
): Promise<number> {
  let count = 0
  for (let next: string | undefined = ""; next !== undefined; ) {
    const page: ObjectList<ApiObject> = await client.list(resource, {
      limit: pageSize,
      ...(next === "" ? {} : { continue: next }),
      signal,
    })
    const ours = page.items.filter(
      ({ metadata }) => !systemNamespaces.has(metadata.namespace ?? "") && !isSystems(metadata.name ?? ""),
    )
    count += ours.length
    next = page.metadata.continue === "" ? undefined : page.metadata.continue
  }
  return count
}

/** What lies on the nodes' own disks, images too. */
async function diskUse(driver: Driver, nodes: readonly string[], signal: AbortSignal): Promise<number> {
  const sizes = await Promise.all(
    nodes.map(async (node) => {
      const stdout = new PassThrough()
      const [said] = await Promise.all([
        text(stdout),
        driver.exec(node, ["du", "-skx", "/var"], { stdout }, signal).finally(() => stdout.end()),
      ])
      const kibibytes = Number.parseInt(said, 10)
      if (!Number.isFinite(kibibytes)) throw new Error(`Node "${node}" does not say what lies on its disk`)
      return kibibytes * 1024
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
