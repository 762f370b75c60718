import { existsSync } from "node:fs"
import type { Deployment } from "../../core/apis/apps/v1.gen.ts"
import type { Pod } from "../../core/apis/core/v1.gen.ts"
import { deployments, nodes, pods, serviceaccounts } from "../../core/apis/resources.gen.ts"
import type { Client } from "../../core/client/client.ts"
import { clientFromKubeconfig } from "../../core/cmd/cluster-access.ts"
import { isConditionTrue } from "../../core/machinery/meta/conditions.ts"
import { kubeconfig, mustCove } from "../support/cove.ts"

/** An image that every node has. */
const pauseImage = "registry.k8s.io/pause:3.10.2"
const lookEveryMs = 10
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
  readonly dnsAnswers: number
  readonly firstPodRunning: number
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
  const startedMs = performance.now()
  const since = () => (performance.now() - startedMs) / 1000
  const command = mustCove(["start", "-p", profile, "--driver", driver]).then(since)
  const client = await until(async () =>
    existsSync(kubeconfig) ? clientFromKubeconfig(kubeconfig, "bench") : undefined,
  )
  await until(() => client.list(nodes))
  const apiAnswers = since()
  const [nodeReady, dnsAnswers, firstPodRunning, commandEnds] = await Promise.all([
    until(async () =>
      (await client.list(nodes)).items.some((node) => isConditionTrue(node.status.conditions, "Ready")),
    ).then(since),
    until(
      async () =>
        ((await client.get(deployments, { namespace: "kube-system", name: "kube-dns" })).status.readyReplicas ?? 0) > 0,
    ).then(since),
    firstPod(client).then(since),
    command,
  ])
  return { apiAnswers, nodeReady, dnsAnswers, firstPodRunning, commandEnds }
}

async function firstPod(client: Client): Promise<void> {
  const at = { namespace: "default", name: "first" }
  await until(() => client.get(serviceaccounts, { namespace: "default", name: "default" }))
  await client.delete(pods, at, { gracePeriodSeconds: 0 }).catch(() => {})
  const pod: Pod = {
    metadata: at,
    spec: { containers: [{ name: "c", image: pauseImage }], terminationGracePeriodSeconds: 0 },
    status: {},
  }
  await until(() => client.create(pods, pod))
  await until(async () => (await client.get(pods, at)).status.phase === "Running")
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
  await until(
    async () =>
      (await client.get(deployments, { namespace: "default", name: "many" })).status.readyReplicas === podCount,
    50,
  )
  return (performance.now() - startedMs) / 1000
}

async function measureRemoval(client: Client): Promise<number> {
  const startedMs = performance.now()
  await client.delete(deployments, { namespace: "default", name: "many" }, { propagationPolicy: "Foreground" })
  await until(
    async () => (await client.list(pods, { namespace: "default", labelSelector: "app=many" })).items.length === 0,
    50,
  )
  return (performance.now() - startedMs) / 1000
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

/** Looks again and again: a bench must see the moment itself, whichever part is late in telling. */
async function until<T>(look: () => Promise<T | undefined | false> | T, everyMs = lookEveryMs): Promise<T> {
  const endMs = performance.now() + 120_000
  for (;;) {
    try {
      const found = await look()
      if (found !== undefined && found !== false) return found as T // neither of the two others
    } catch (error) {
      if (performance.now() > endMs) throw error
    }
    if (performance.now() > endMs) throw new Error("Waited two minutes in vain")
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
