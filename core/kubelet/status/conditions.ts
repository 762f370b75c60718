import type { ContainerStatus, Pod, PodCondition, PodStatus } from "../../apis/core/v1.gen.ts"
import { initContainers, isSidecar, regularContainers } from "../pod/containers.ts"
import type { RuntimePod } from "../runtime/runtime-pod.ts"
import type { ContainerStatuses } from "./container-status.ts"
import type { Phase } from "./phase.ts"

interface Known extends ContainerStatuses {
  readonly phase: Phase
}

type Verdict = Pick<PodCondition, "status" | "reason" | "message">

/** The conditions the kubelet answers for. Others that stand in the status belong to someone else and stay. */
const ownedConditions: readonly string[] = [
  ...["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"],
]

export function podConditions(
  pod: Pod,
  runtime: RuntimePod,
  known: Known,
  old: PodStatus,
  now: string,
): readonly PodCondition[] {
  const containersReady = containersReadyOf(pod, known)
  const verdicts: readonly (readonly [string, Verdict])[] = [
    ["PodReadyToStartContainers", yesOrNo(hasSandbox(pod, runtime))],
    ["Initialized", initializedOf(pod, known)],
    ["Ready", readyOf(pod, containersReady)],
    ["ContainersReady", containersReady],
    ["PodScheduled", { status: "True" }],
  ]
  const others = (pod.status?.conditions ?? []).filter(({ type }) => !ownedConditions.includes(type))
  const generation = pod.metadata.generation
  const own = verdicts.map(([type, { status, reason, message }]): PodCondition => {
    const before = (old.conditions ?? []).find((condition) => condition.type === type)
    return {
      lastTransitionTime: before?.status === status ? (before.lastTransitionTime ?? now) : now,
      ...(message === undefined ? {} : { message }),
      ...(generation === undefined ? {} : { observedGeneration: generation }),
      ...(reason === undefined ? {} : { reason }),
      status,
      type,
    }
  })
  return [...others, ...own]
}

function hasSandbox(pod: Pod, { sandboxes }: RuntimePod): boolean {
  const ready = sandboxes.find(({ state }) => state === "SANDBOX_READY")
  return ready !== undefined && (pod.spec?.hostNetwork === true || ready.ips.length > 0)
}

function initializedOf(pod: Pod, { phase, initContainerStatuses }: Known): Verdict {
  if (phase === "Succeeded") return { status: "True", reason: "PodCompleted" }
  const incomplete = initContainers(pod).filter((container) => {
    const status = initContainerStatuses.find(({ name }) => name === container.name)
    return isSidecar(container) ? status?.started !== true : status?.ready !== true
  })
  if (incomplete.length === 0) return { status: "True" }
  const names = incomplete.map(({ name }) => name).join(" ")
  const message = `containers with incomplete status: [${names}]`
  return { status: "False", reason: "ContainersNotInitialized", message }
}

function containersReadyOf(pod: Pod, { phase, containerStatuses, initContainerStatuses }: Known): Verdict {
  if (phase === "Succeeded") return { status: "False", reason: "PodCompleted" }
  if (phase === "Failed") return { status: "False", reason: "PodFailed" }
  const statuses: readonly ContainerStatus[] = [...initContainerStatuses, ...containerStatuses]
  const unready = [...initContainers(pod).filter(isSidecar), ...regularContainers(pod)]
    .map(({ name }) => name)
    .filter((name) => statuses.find((status) => status.name === name)?.ready !== true)
  if (unready.length === 0) return { status: "True" }
  const message = `containers with unready status: [${unready.join(" ")}]`
  return { status: "False", reason: "ContainersNotReady", message }
}

function readyOf(pod: Pod, containersReady: Verdict): Verdict {
  if (containersReady.status !== "True") return containersReady
  const missing = (pod.spec?.readinessGates ?? []).flatMap(({ conditionType }) => {
    const condition = (pod.status?.conditions ?? []).find(({ type }) => type === conditionType)
    if (condition === undefined) {
      return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`]
    }
    if (condition.status === "True") return []
    return [`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`]
  })
  if (missing.length === 0) return { status: "True" }
  return { status: "False", reason: "ReadinessGatesNotReady", message: missing.join(", ") }
}

function yesOrNo(yes: boolean): Verdict {
  return { status: yes ? "True" : "False" }
}
