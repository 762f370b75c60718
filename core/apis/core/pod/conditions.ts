import { formatTime } from "../../../base/clock.ts"
import type { PodCondition } from "../v1.gen.ts"

/** A condition in the form it is stored in. Times that are not there are written as null. */
export function podCondition(condition: Omit<PodCondition, "lastTransitionTime">, nowMs?: number): PodCondition {
  const never = null as unknown as undefined // to a reader of JSON the two are one
  return {
    ...condition,
    lastProbeTime: never,
    lastTransitionTime: nowMs === undefined ? never : formatTime(nowMs),
  }
}
