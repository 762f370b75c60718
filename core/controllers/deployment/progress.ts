import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from "../../apis/apps/v1.gen.ts"
import { findCondition, withoutCondition } from "../../machinery/meta/conditions.ts"
import type { ConditionWords } from "./status.ts"
import { isComplete, replaceCondition, setCondition } from "./status.ts"

/** What `progressDeadlineSeconds` is when a rollout may take for ever. */
const noDeadline = 2 ** 31 - 1

export const progressing = "Progressing"
const available = "NewReplicaSetAvailable"
export const timedOut = "ProgressDeadlineExceeded"

export function hasProgressDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== noDeadline
}

/** The status with what is to be said about how the rollout goes. */
export function withProgress(
  deployment: Deployment,
  status: DeploymentStatus,
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
  nowMs: number,
): DeploymentStatus {
  const conditions = progressConditions(deployment, status, newest, nowMs)
  return { ...status, conditions: withFailure(conditions, all, newest) }
}

/** After how long the deployment must be looked at again to notice that it is stuck; undefined when it need not. */
export function deadlineInMs(deployment: Deployment, status: DeploymentStatus, nowMs: number): number | undefined {
  const current = findCondition(deployment.status.conditions, progressing)
  if (current === undefined || !hasProgressDeadline(deployment)) return undefined
  if (isComplete(deployment, status) || current.reason === timedOut) return undefined
  // One second more: times in conditions are cut to whole seconds.
  return Math.max(0, Date.parse(current.lastUpdateTime ?? "") + deadlineMsOf(deployment) - nowMs) + 1000
}

function progressConditions(
  deployment: Deployment,
  status: DeploymentStatus,
  newest: ReplicaSet | undefined,
  nowMs: number,
): readonly DeploymentCondition[] {
  if (!hasProgressDeadline(deployment)) return withoutCondition(status.conditions, progressing)
  const current = findCondition(deployment.status.conditions, progressing)
  const isDone = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === available
  if (isDone) return status.conditions ?? []
  const subject =
    newest === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${newest.metadata.name}"`
  if (isComplete(deployment, status)) {
    const message = `${subject} has successfully progressed.`
    return setCondition(status.conditions, words("True", available, message), nowMs)
  }
  if (hasMoved(deployment.status, status)) {
    const message = `${subject} is progressing.`
    return replaceCondition(status.conditions, words("True", "ReplicaSetUpdated", message), nowMs)
  }
  if (isTimedOut(deployment, current, nowMs)) {
    const message = `${subject} has timed out progressing.`
    return setCondition(status.conditions, words("False", timedOut, message), nowMs)
  }
  return status.conditions ?? []
}

function words(status: "True" | "False", reason: string, message: string): ConditionWords {
  return { type: progressing, status, reason, message }
}

/** More updated, ready or available pods than before, or fewer old ones. */
function hasMoved(before: DeploymentStatus, now: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0)
  return (
    (now.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(now) < old(before) ||
    (now.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (now.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  )
}

function isTimedOut(deployment: Deployment, current: DeploymentCondition | undefined, nowMs: number): boolean {
  if (current === undefined || current.reason === available) return false
  if (current.reason === timedOut) return true
  return Date.parse(current.lastUpdateTime ?? "") + deadlineMsOf(deployment) < nowMs
}

function deadlineMsOf({ spec }: Deployment): number {
  return (spec.progressDeadlineSeconds ?? noDeadline) * 1000
}

/** A replica set that cannot create pods makes its deployment say so; the newest one's word counts most. */
function withFailure(
  conditions: readonly DeploymentCondition[],
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
): readonly DeploymentCondition[] {
  const failures = [newest, ...all].flatMap((each) => findCondition(each?.status.conditions, "ReplicaFailure") ?? [])
  const [failure] = failures
  if (failure === undefined) return withoutCondition(conditions, "ReplicaFailure")
  const { type, status, reason, message, lastTransitionTime } = failure
  const known = findCondition(conditions, type)
  if (known?.status === status && known.reason === reason) return conditions
  const condition = { type, status, reason, message, lastTransitionTime, lastUpdateTime: lastTransitionTime }
  return [...withoutCondition(conditions, type), condition]
}
