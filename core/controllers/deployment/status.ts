import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from "../../apis/apps/v1.gen.ts"
import { formatTime } from "../../base/clock.ts"
import { findCondition, withoutCondition } from "../../machinery/meta/conditions.ts"
import { maxUnavailableOf, replicasOf } from "./bounds.ts"
import { sumOf } from "./replica-sets.ts"

/** A condition without its times. */
export type ConditionWords = Pick<DeploymentCondition, "type" | "status" | "reason" | "message">

type Conditions = readonly DeploymentCondition[]

/** Puts a condition last, with now as its time; one of the same status and reason stays as it is. */
export function setCondition(conditions: Conditions | undefined, words: ConditionWords, nowMs: number): Conditions {
  const known = findCondition(conditions, words.type)
  if (known?.status === words.status && known.reason === words.reason) return conditions ?? []
  return replaceCondition(conditions, words, nowMs)
}

/** The same, but the update time moves even when status and reason stay: how a rollout says that it still moves. */
export function replaceCondition(conditions: Conditions | undefined, words: ConditionWords, nowMs: number): Conditions {
  const known = findCondition(conditions, words.type)
  const now = formatTime(nowMs)
  const lastTransitionTime = known?.status === words.status ? known.lastTransitionTime : now
  return [...withoutCondition(conditions, words.type), { ...words, lastUpdateTime: now, lastTransitionTime }]
}

/** The numbers and whether enough pods are available; the rollout's own condition is `progress.ts`'s. */
export function statusOf(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
  nowMs: number,
): DeploymentStatus {
  const available = sumOf(all, (each) => each.status.availableReplicas)
  const enough = available >= replicasOf(deployment) - maxUnavailableOf(deployment)
  const { collisionCount, conditions } = deployment.status
  return {
    observedGeneration: deployment.metadata.generation,
    ...unlessZero(
      "replicas",
      sumOf(all, (each) => each.status.replicas),
    ),
    ...unlessZero("updatedReplicas", newest?.status.replicas ?? 0),
    ...unlessZero(
      "readyReplicas",
      sumOf(all, (each) => each.status.readyReplicas),
    ),
    ...unlessZero("availableReplicas", available),
    ...unlessZero("unavailableReplicas", Math.max(0, sumOf(all, replicasOf) - available)),
    terminatingReplicas: sumOf(all, (each) => each.status.terminatingReplicas),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    conditions: setCondition(conditions, enough ? isAvailable : isNotAvailable, nowMs),
  }
}

export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = replicasOf(deployment)
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  )
}

const isAvailable: ConditionWords = {
  type: "Available",
  status: "True",
  reason: "MinimumReplicasAvailable",
  message: "Deployment has minimum availability.",
}

const isNotAvailable: ConditionWords = {
  type: "Available",
  status: "False",
  reason: "MinimumReplicasUnavailable",
  message: "Deployment does not have minimum availability.",
}

function unlessZero(name: string, value: number) {
  return value === 0 ? {} : { [name]: value }
}
