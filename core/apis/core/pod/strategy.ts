import { isDeepEqual } from "../../../base/json.ts"
import type { Strategy } from "../../../machinery/api/kind.ts"
import type { DeleteOptions } from "../../../machinery/meta/v1.gen.ts"
import { advanceGeneration, withGeneration } from "../../strategy/generation.ts"
import type { Pod, PodStatus } from "../v1.gen.ts"
import { podCondition } from "./conditions.ts"
import { defaultPod } from "./defaults.ts"
import { withMatchedLabelKeys } from "./match-label-keys.ts"
import { qosClassOf } from "./qos.ts"
import { validatePodCreate } from "./validation.ts"
import { validatePodUpdate } from "./validation-update.ts"
import { podWarnings } from "./warnings.ts"

export const podStrategy: Strategy<Pod> = {
  defaults: (pod) => withAddresses(defaultPod(pod)),
  prepareForCreate: (pod) => withMatchedLabelKeys(withGeneration({ ...pod, status: firstStatus(pod) }, 1)),
  prepareForUpdate: (next, old) =>
    advanceGeneration({ ...next, status: old.status }, old, !isDeepEqual(next.spec, old.spec)),
  validate: (pod) => validatePodCreate(pod),
  validateUpdate: (next, old) => validatePodUpdate(next, old),
  warnings: podWarnings,
  gracePeriodSeconds,
  returnsDeletedObject: true,
}

/** A new pod's status is not its author's to write. */
function firstStatus({ spec }: Pod): PodStatus {
  const gated = (spec.schedulingGates?.length ?? 0) > 0
  return {
    phase: "Pending",
    ...(gated ? { conditions: [schedulingGated] } : {}),
    qosClass: qosClassOf(spec),
  }
}

const schedulingGated = podCondition({
  type: "PodScheduled",
  status: "False",
  reason: "SchedulingGated",
  message: "Scheduling is blocked due to non-empty scheduling gates",
})

/** The single address and the first of the list are one: older writers know only the single one, and it wins. */
function withAddresses(pod: Pod): Pod {
  const { podIP, podIPs } = pod.status ?? {}
  const first = podIPs?.[0]?.ip
  if (podIP && podIP !== first) return { ...pod, status: { ...pod.status, podIPs: [{ ip: podIP }] } }
  return first && !podIP ? { ...pod, status: { ...pod.status, podIP: first } } : pod
}

/** A pod that runs nowhere, or no longer, goes at once; others get the time they or the caller ask for. */
function gracePeriodSeconds(pod: Pod, options: DeleteOptions): number | undefined {
  const { phase } = pod.status
  if (!pod.spec.nodeName || phase === "Succeeded" || phase === "Failed") return undefined
  const seconds = options.gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 0
  if (seconds === 0) return undefined
  return seconds < 0 ? 1 : seconds
}
