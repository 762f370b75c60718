import type { Pod } from "../../apis/core/v1.gen.ts"

/** A container that is asked to end gets at least so long, but for a forced delete. */
export const leastGraceSeconds = 2

/** How long a pod that is being ended may take: what the delete said, else what the pod says. */
export function graceSecondsOf(pod: Pod): number {
  return pod.metadata.deletionGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30
}
