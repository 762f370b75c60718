import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { parseAllDocuments } from "yaml"
import { defaultPod } from "../../apis/core/pod/defaults.ts"
import type { ContainerState, ContainerStatus, Pod, PodStatus } from "../../apis/core/v1.gen.ts"
import type { RuntimeContainer, RuntimePod } from "../runtime/runtime-pod.ts"
import { podStatus } from "./pod-status.ts"

interface Recorded {
  readonly pod: string
  readonly when: string
  readonly deletionGracePeriodSeconds: number | null
  readonly status: PodStatus
}

const folder = join(import.meta.dirname, "../../../test/recorded")
const recorded: readonly Recorded[] = readFileSync(join(folder, "kubelet-pods.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line))
const manifests: readonly Pod[] = parseAllDocuments(readFileSync(join(folder, "kubelet-pods.yaml"), "utf8")).map(
  (document) => document.toJS(),
)

/** Not written by Kubernetes' kubelet from what the runtime has. */
const elsewhere = new Set(["toobig", "wrongnode"])

describe("podStatus", () => {
  it.each(recorded.filter(({ pod }) => !elsewhere.has(pod)))(
    "says of $pod, $when, what Kubernetes says",
    ({ pod: name, status, deletionGracePeriodSeconds }) => {
      const pod = podOf(name, status, deletionGracePeriodSeconds)
      const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
      const waiting = all.flatMap(({ name, state }) => {
        const { reason = "", message = "" } = state?.waiting ?? {}
        return message === "" ? [] : [[name, { reason, message }] as const]
      })
      const finished = status.phase === "Failed" || status.phase === "Succeeded"
      const said = podStatus({
        pod,
        runtime: runtimeOf(status, all),
        old: { startTime: status.startTime, conditions: status.conditions, phase: status.phase, podIPs: status.podIPs },
        reasons: new Map(waiting),
        readiness: {
          isStarted: ({ name }) => all.find((each) => each.name === name)?.started === true,
          isReady: ({ name }) => all.find((each) => each.name === name)?.ready === true,
        },
        hostIps: ["192.168.77.2"],
        ended: finished,
        failure: failureOf(name, status),
        nowMs: 0,
      }).status
      expect(comparable(name, said)).toEqual(comparable(name, status))
    },
  )
})

function podOf(name: string, status: PodStatus, grace: number | null): Pod {
  const manifest = manifests.find(({ metadata }) => metadata.name === name)
  const pod = defaultPod({ metadata: {}, spec: { containers: [] }, ...manifest, status: {} })
  const mountsOf = (of: string) => {
    const all = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])]
    return (all.find((each) => each.name === of)?.volumeMounts ?? []).map(({ recursiveReadOnly: _, ...mount }) => mount)
  }
  const withMounts = <C extends { readonly name: string }>(list: readonly C[] | undefined) =>
    list?.map((container) => ({ ...container, volumeMounts: mountsOf(container.name) }))
  const generation = status.observedGeneration
  const deletion = grace === null ? {} : { deletionTimestamp: "2026-01-01T00:00:00Z" }
  return {
    ...pod,
    metadata: { ...pod.metadata, ...(generation === undefined ? {} : { generation }), ...deletion },
    spec: {
      ...pod.spec,
      containers: withMounts(pod.spec?.containers) ?? [],
      ...(pod.spec?.initContainers ? { initContainers: withMounts(pod.spec.initContainers) } : {}),
    },
  }
}

/** What the runtime must have had for this to be said. */
function runtimeOf(status: PodStatus, statuses: readonly ContainerStatus[]): RuntimePod {
  const started = status.conditions?.find(({ type }) => type === "PodReadyToStartContainers")?.status === "True"
  const ips = (status.podIPs ?? []).map(({ ip }) => ip)
  const metadata = { name: "p", uid: "u", namespace: "kf", attempt: 0 }
  const base = { id: "s", metadata, createdAtMs: 0, labels: {}, annotations: {} }
  const onNode = ips[0] === "192.168.77.2"
  const state = started ? "SANDBOX_READY" : "SANDBOX_NOTREADY"
  // Recorded between the making of the sandbox and the next look: its address was not yet known.
  const known = ips.length > 0 || !started ? ips : ["unknown"]
  const sandboxes = ips.length > 0 || started ? [{ ...base, state, ips: onNode ? [] : known } as const] : []
  const containers = statuses.flatMap((each) => {
    // What waits shows how its newest container ended as its last state.
    const waits = each.state?.waiting !== undefined
    const last = containerOf(each, each.lastState, each.restartCount - (waits ? 0 : 1))
    return [...containerOf(each, each.state, each.restartCount), ...last]
  })
  return { sandboxes, containers }
}

function containerOf(
  status: ContainerStatus,
  state: ContainerState | undefined,
  restartCount: number,
): RuntimeContainer[] {
  const { running, terminated } = state ?? {}
  if (running === undefined && terminated === undefined) return []
  const id = (terminated?.containerID ?? status.containerID ?? "").replace("containerd://", "")
  const ms = (time: string | undefined) => Date.parse(time ?? "1970-01-01T00:00:00Z")
  return [
    {
      ...{ id, name: status.name, restartCount, hash: "", podSandboxId: "s", logPath: "", createdAtMs: 0 },
      ...{ metadata: { name: status.name, attempt: restartCount }, labels: {}, annotations: {} },
      ...{ image: status.image, imageRef: status.imageID },
      state: running === undefined ? "CONTAINER_EXITED" : "CONTAINER_RUNNING",
      startedAtMs: ms(running?.startedAt ?? terminated?.startedAt),
      finishedAtMs: ms(terminated?.finishedAt),
      exitCode: terminated?.exitCode ?? 0,
      reason: terminated?.reason ?? "",
      message: terminated?.message ?? "",
    },
  ]
}

/** While such a pod is being ended, only its conditions tell. */
function failureOf(name: string, { reason, message }: PodStatus) {
  if (reason !== undefined) return { reason, message: message ?? "" }
  const words = "Pod was active on the node longer than the specified deadline"
  return name === "deadline" ? { reason: "DeadlineExceeded", message: words } : undefined
}

/**
 * Without what differs for a reason: `lastProbeTime` is filled in by the API server; a memory limit of nearly 2^63 is what
 * Kubernetes 1.36 reads back from a group that has none, at some moments, and what a pod was given it does not say while
 * the pod is being deleted; an address it tells only when all containers were started, hooks included.
 */
function comparable(name: string, status: PodStatus): unknown {
  const { resources, ...rest } = JSON.parse(JSON.stringify(status).replaceAll('"lastProbeTime":null,', ""))
  const odd = resources?.limits?.memory === "9007199254740988Ki" || status.observedGeneration === 2
  const { podIP: _, podIPs: __, ...withoutAddress } = rest
  if (name === "hooks") return withoutAddress
  return { ...rest, ...(odd || name === "ok" || Object.keys(resources).length === 0 ? {} : { resources }) }
}
