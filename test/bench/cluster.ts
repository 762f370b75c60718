import { existsSync } from "node:fs"
import { join } from "node:path"
import type { Deployment } from "../../core/apis/apps/v1.gen.ts"
import type { Node, Pod } from "../../core/apis/core/v1.gen.ts"
import { deployments, nodes, pods, serviceaccounts } from "../../core/apis/resources.gen.ts"
import type { Client, ListOptions } from "../../core/client/client.ts"
import { waitForObjects } from "../../core/cluster/wait-for-objects.ts"
import { clientFromKubeconfig } from "../../core/cmd/cluster-access.ts"
import type { Resource } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { kubeconfig, must, mustCove, root } from "../support/cove.ts"

/** An image that every node has. */
const pauseImage = "registry.k8s.io/pause:3.10.2"
const lookEveryMs = 20
const patienceMs = 120_000
const idleSeconds = 60
const podCount = 100

export interface ClusterFigures {
  readonly driver: string
  /** Seconds from the command. */
  readonly start: Moments
  readonly restart: Moments
  readonly memoryMb: number
  /** Percent of one core. */
  readonly idleCpuPercent: number
  readonly podsRunningSeconds: number
  readonly podsGoneSeconds: number
}

export interface Moments {
  readonly apiAnswers: number
  readonly nodeReady: number
  readonly dnsReady: number
  readonly firstPodRunning: number
  /** The last it does is to ask the DNS server. */
  readonly commandEnds: number
}

/** Starts a cluster from nothing (the node image is in the cache), looks at it, and takes it away again. */
export async function measureCluster(driver: string): Promise<ClusterFigures> {
  const profile = `bench-${driver}`
  await mustCove(["delete", "-p", profile])
  try {
    const start = await measureStart(profile, driver)
    await untilQuiet(profile)
    const idleCpuPercent = await measureIdle(profile)
    const memoryMb = await measureMemory(profile)
    const client = await clientFromKubeconfig(kubeconfig, "bench")
    const podsRunningSeconds = await measureDeployment(client)
    const podsGoneSeconds = await measureRemoval(client)
    await mustCove(["stop", "-p", profile])
    const restart = await measureStart(profile, driver)
    return { driver, start, restart, memoryMb, idleCpuPercent, podsRunningSeconds, podsGoneSeconds }
  } finally {
    await mustCove(["delete", "-p", profile])
  }
}

async function measureStart(profile: string, driver: string): Promise<Moments> {
  await must(process.execPath, [join(root, "core/cmd/bundle.ts")]) // made once for every change of the sources, not at each start
  const startedAtMs = Date.now()
  const startedMs = performance.now()
  const since = () => (performance.now() - startedMs) / 1000
  const command = mustLinkedCove(["start", "-p", profile, "--driver", driver]).then(since)
  const client = await until(async () =>
    existsSync(kubeconfig) ? clientFromKubeconfig(kubeconfig, "bench") : undefined,
  )
  await until(() => client.list(nodes))
  const apiAnswers = since()
  const [nodeReady, dnsReady, firstPodRunning, commandEnds] = await Promise.all([
    wait(client, nodes, {}, (node) => isReadySince(node, startedAtMs)).then(since),
    wait(client, deployments, named("kube-system", "kube-dns"), ({ status }) => status?.readyReplicas === 1).then(
      since,
    ),
    firstPod(client).then(since),
    command,
  ])
  return { apiAnswers, nodeReady, dnsReady, firstPodRunning, commandEnds }
}

/** As a person types it, once linked: with its compiled code out of the cache. */
async function mustLinkedCove(args: readonly string[]): Promise<void> {
  await must(process.execPath, [join(root, "core/cmd/cove.mjs"), ...args])
}

/** After a restart the API shows at first what was true before. */
function isReadySince(node: Node, startedAtMs: number): boolean {
  const ready = node.status?.conditions?.find(({ type }) => type === "Ready")
  return ready?.status === "True" && Date.parse(ready.lastHeartbeatTime ?? "") >= Math.floor(startedAtMs / 1000) * 1000
}

async function firstPod(client: Client): Promise<void> {
  const at = { namespace: "default", name: "first" }
  await wait(client, serviceaccounts, named("default", "default"), () => true)
  await client.delete(pods, at, { gracePeriodSeconds: 0 }).catch(() => {})
  const pod: Pod = {
    metadata: at,
    spec: { containers: [{ name: "c", image: pauseImage }], terminationGracePeriodSeconds: 0 },
    status: {},
  }
  const { uid } = (await until(() => client.create(pods, pod))).metadata
  await wait(
    client,
    pods,
    named("default", "first"),
    ({ metadata, status }) => metadata.uid === uid && status.phase === "Running",
  )
}

async function measureDeployment(client: Client): Promise<number> {
  const labels = { app: "many" }
  const deployment: Deployment = {
    metadata: { namespace: "default", name: "many" },
    spec: {
      replicas: podCount,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 0, containers: [{ name: "c", image: pauseImage }] },
      },
    },
    status: {},
  }
  const startedMs = performance.now()
  await client.create(deployments, deployment)
  await wait(client, deployments, named("default", "many"), ({ status }) => status?.readyReplicas === podCount)
  return (performance.now() - startedMs) / 1000
}

async function measureRemoval(client: Client): Promise<number> {
  const startedMs = performance.now()
  await client.delete(deployments, { namespace: "default", name: "many" }, { propagationPolicy: "Foreground" })
  const many = { namespace: "default", labelSelector: "app=many", signal: AbortSignal.timeout(patienceMs) }
  await waitForObjects(client, pods, many, async (found) => found.length === 0)
  return (performance.now() - startedMs) / 1000
}

function named(namespace: string, name: string): ListOptions {
  return { namespace, fieldSelector: `metadata.name=${name}` }
}

/** Until one object of them is as wished. Told by watches: a bench that asks often would be part of what it measures. */
function wait<T extends ApiObject>(
  client: Client,
  resource: Resource<T>,
  options: ListOptions,
  isSo: (object: T) => boolean,
): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs)
  return waitForObjects(client, resource, { ...options, signal }, async (found) => found.some(isSo))
}

/** What every process of the node holds, pages they share counted once. */
async function measureMemory(profile: string): Promise<number> {
  const text = await onNode(
    profile,
    "cat /proc/[0-9]*/smaps_rollup 2>/dev/null | awk '/^Pss:/ { sum += $2 } END { print sum }'",
  )
  return Number(text) / 1024
}

async function measureIdle(profile: string): Promise<number> {
  const before = await cpuSeconds(profile)
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000))
  return ((await cpuSeconds(profile)) - before) / (idleSeconds / 100)
}

/** Start-up goes on for a moment after the command has ended: probes, first leases, image lists. */
async function untilQuiet(profile: string): Promise<void> {
  let last = await cpuSeconds(profile)
  await until(async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const now = await cpuSeconds(profile)
    const quiet = now - last < 0.1
    last = now
    return quiet
  })
}

/** What the node as a whole has used since it was made; cgroup v1 or v2. */
async function cpuSeconds(profile: string): Promise<number> {
  const script =
    "if [ -f /sys/fs/cgroup/cpu.stat ]; then awk '/^usage_usec/ { print $2 * 1000 }' /sys/fs/cgroup/cpu.stat; else cat /sys/fs/cgroup/cpuacct/cpuacct.usage; fi"
  return Number(await onNode(profile, script)) / 1e9
}

async function onNode(profile: string, script: string): Promise<string> {
  return (await mustCove(["ssh", "-p", profile, "--", script])).trim()
}

/** Looks again and again, where nothing can tell. */
async function until<T>(look: () => Promise<T | undefined | false> | T): Promise<T> {
  const endMs = performance.now() + patienceMs
  for (;;) {
    try {
      const found = await look()
      if (found !== undefined && found !== false) return found as T // neither of the two others
    } catch (error) {
      if (performance.now() > endMs) throw error
    }
    if (performance.now() > endMs) throw new Error("Waited two minutes in vain")
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}
