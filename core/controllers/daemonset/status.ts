import type { DaemonSet, DaemonSetStatus } from "../../apis/apps/v1.gen.ts"
import { isPodAvailable, isPodReady } from "../../apis/core/pod/state.ts"
import type { Place } from "./plan.ts"
import { isUpdated } from "./plan.ts"

export function statusOf(daemonSet: DaemonSet, places: readonly Place[], hash: string, nowMs: number): DaemonSetStatus {
  const { minReadySeconds = 0 } = daemonSet.spec
  const wanted = places.filter((place) => place.start)
  // The oldest speaks for its node.
  const daemons = wanted.flatMap(({ pods }) => pods[0] ?? [])
  const available = daemons.filter((pod) => isPodAvailable(pod, minReadySeconds, nowMs)).length
  const { collisionCount, conditions } = daemonSet.status
  return {
    currentNumberScheduled: daemons.length,
    numberMisscheduled: places.filter(({ start, pods }) => !start && pods.length > 0).length,
    desiredNumberScheduled: wanted.length,
    numberReady: daemons.filter(isPodReady).length,
    observedGeneration: daemonSet.metadata.generation,
    ...unlessZero("updatedNumberScheduled", daemons.filter((pod) => isUpdated(pod, daemonSet, hash)).length),
    ...unlessZero("numberAvailable", available),
    ...unlessZero("numberUnavailable", wanted.length - available),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    ...(conditions === undefined ? {} : { conditions }),
  }
}

function unlessZero(name: string, value: number) {
  return value === 0 ? {} : { [name]: value }
}
