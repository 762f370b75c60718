import type { Namespace, Pod, ServiceAccount } from "../../../core/apis/core/v1.gen.ts"
import { namespaces, pods, serviceaccounts } from "../../../core/apis/resources.gen.ts"
import type { Client } from "../../../core/client/client.ts"
import { systemClock } from "../../../core/host/clock.ts"

const changesPerSecond = 40

/** Makes so many pods in one namespace; one in a hundred is in trouble. */
export async function fillWithPods(client: Client, podCount: number): Promise<void> {
  const place: Namespace = { metadata: { name: "load" }, spec: {}, status: {} }
  await client.create(namespaces, place)
  const account: ServiceAccount = { metadata: { namespace: "load", name: "default" } }
  await client.create(serviceaccounts, account)
  const atOnce = 50
  for (let at = 0; at < podCount; at += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, podCount - at) }, (_, more) => addPod(client, at + more)))
  }
}

async function addPod(client: Client, at: number): Promise<void> {
  const name = `app-${String(at % 400).padStart(3, "0")}-${at}`
  const made = await client.create(pods, newPod(name, at))
  await client.patch(pods, { namespace: "load", name: made.metadata.name ?? "" }, runs(at), { subresource: "status" })
}

function newPod(name: string, at: number): Pod {
  return {
    metadata: { namespace: "load", name, labels: { app: `app-${at % 400}`, tier: at % 3 === 0 ? "front" : "back" } },
    spec: {
      nodeName: `node-${at % 50}`,
      containers: [{ name: "main", image: "registry.example.com/app:v1.2.3" }],
    },
    status: {},
  }
}

function runs(at: number, restartCount = at % 97 === 0 ? 12 : 0) {
  const isBad = at % 97 === 0
  const waiting = { waiting: { reason: "CrashLoopBackOff" } }
  const status = {
    name: "main",
    ready: !isBad,
    restartCount,
    image: "registry.example.com/app:v1.2.3",
    imageID: "",
    state: isBad ? waiting : { running: { startedAt: "2026-01-01T00:00:00Z" } },
  }
  const conditions = [{ type: "Ready", status: isBad ? "False" : "True" }]
  const podIP = `10.244.${at % 250}.${1 + (at % 240)}`
  return {
    type: "merge" as const,
    body: { status: { phase: "Running", podIP, podIPs: [{ ip: podIP }], conditions, containerStatuses: [status] } },
  }
}

/** Pods restart, go, and come anew, spread over all of them, until the signal aborts. */
export async function churnPods(client: Client, podCount: number, signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    const at = (turn * 7_919) % podCount
    const name = `app-${String(at % 400).padStart(3, "0")}-${at}`
    if (turn % 10 === 9) {
      await client.delete(pods, { namespace: "load", name }, { gracePeriodSeconds: 0 }).catch(() => {})
      await addPod(client, at)
    } else {
      const change = runs(at, turn)
      await client.patch(pods, { namespace: "load", name }, change, { subresource: "status" }).catch(() => {})
    }
    await systemClock.sleep(1_000 / changesPerSecond)
  }
}
