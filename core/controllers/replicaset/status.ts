import type { ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from "../../apis/apps/v1.gen.ts"
import { isPodAvailable, isPodReady } from "../../apis/core/pod/state.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { formatTime } from "../../base/clock.ts"
import { findCondition } from "../../machinery/meta/conditions.ts"
import { matchesLabels, selectorOfLabels } from "../../machinery/selector/label-selector.ts"

/** What went wrong when pods were created (`difference` < 0) or deleted. */
export interface ReplicaFailure {
  readonly difference: number
  readonly message: string
}

export function statusOf(
  replicaSet: ReplicaSet,
  active: readonly Pod[],
  terminating: number,
  failure: ReplicaFailure | undefined,
  nowMs: number,
): ReplicaSetStatus {
  const { minReadySeconds = 0, template } = replicaSet.spec
  const labelled = selectorOfLabels(template?.metadata?.labels)
  const conditions = conditionsOf(replicaSet, failure, nowMs)
  return {
    replicas: active.length,
    ...count("fullyLabeledReplicas", active, (pod) => matchesLabels(labelled, pod.metadata.labels)),
    ...count("readyReplicas", active, isPodReady),
    ...count("availableReplicas", active, (pod) => isPodAvailable(pod, minReadySeconds, nowMs)),
    terminatingReplicas: terminating,
    observedGeneration: replicaSet.metadata.generation,
    ...(conditions.length === 0 ? {} : { conditions }),
  }
}

/** Left out when it is zero, as Kubernetes does. */
function count(name: string, pods: readonly Pod[], holds: (pod: Pod) => boolean) {
  const number = pods.filter(holds).length
  return number === 0 ? {} : { [name]: number }
}

function conditionsOf(
  { status }: ReplicaSet,
  failure: ReplicaFailure | undefined,
  nowMs: number,
): readonly ReplicaSetCondition[] {
  const others = (status.conditions ?? []).filter((condition) => condition.type !== "ReplicaFailure")
  const known = findCondition(status.conditions, "ReplicaFailure")
  if (failure === undefined) return others
  if (known !== undefined) return status.conditions ?? []
  const condition: ReplicaSetCondition = {
    type: "ReplicaFailure",
    status: "True",
    lastTransitionTime: formatTime(nowMs),
    reason: failure.difference < 0 ? "FailedCreate" : "FailedDelete",
    message: failure.message,
  }
  return [...others, condition]
}
