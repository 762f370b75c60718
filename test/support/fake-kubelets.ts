import type { Pod } from "../../core/apis/core/v1.gen.ts"
import { nodes, pods } from "../../core/apis/resources.gen.ts"
import { formatTime } from "../../core/base/clock.ts"
import { silentLog } from "../../core/base/log.ts"
import type { Client } from "../../core/client/client.ts"
import { SharedInformers } from "../../core/client/informer/shared-informers.ts"
import { systemClock } from "../../core/host/clock.ts"
import { systemRandom } from "../../core/host/random.ts"

/** Nodes that are ready and run whatever is bound to them, at once and in appearance only. */
export async function startFakeKubelets(client: Client, names: readonly string[], signal: AbortSignal): Promise<void> {
  for (const name of names) {
    const node = { metadata: { name, labels: { "kubernetes.io/hostname": name } }, spec: {}, status: {} }
    await client.create(nodes, node)
    const now = formatTime(systemClock.now())
    const resources = { cpu: "4", memory: "8Gi", pods: "110" }
    const ready = {
      type: "Ready",
      status: "True",
      reason: "KubeletReady",
      lastHeartbeatTime: now,
      lastTransitionTime: now,
    }
    const body = { status: { capacity: resources, allocatable: resources, conditions: [ready] } }
    await client.patch(nodes, { name }, { type: "merge", body }, { subresource: "status" })
  }
  const informers = new SharedInformers({ client, clock: systemClock, random: systemRandom, log: silentLog })
  let address = 1
  const run = async ({ metadata, spec, status }: Pod) => {
    const { namespace, name = "" } = metadata
    const at = { namespace, name, signal }
    if (!spec.nodeName || !names.includes(spec.nodeName)) return
    if (metadata.deletionTimestamp !== undefined) return client.delete(pods, at, { gracePeriodSeconds: 0 })
    if (status.phase === "Running") return
    const podIP = `10.244.9.${address++}`
    const now = formatTime(systemClock.now())
    const conditions = ["Ready", "ContainersReady"].map((type) => ({ type, status: "True", lastTransitionTime: now }))
    const body = { status: { phase: "Running", podIP, podIPs: [{ ip: podIP }], conditions } }
    await client.patch(pods, at, { type: "strategic", body }, { subresource: "status" })
  }
  informers.of(pods).onChange(({ current }) => {
    // A pod may be gone before it is reported on, and the server before the last of them.
    if (current !== undefined) run(current).catch(() => {})
  })
  await informers.start(signal)
}
