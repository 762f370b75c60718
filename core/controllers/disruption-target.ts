import type { Pod } from "../apis/core/v1.gen.ts"
import { pods } from "../apis/resources.gen.ts"
import type { Clock } from "../base/clock.ts"
import { formatTime } from "../base/clock.ts"
import type { Client } from "../client/client.ts"
import { withCondition } from "../machinery/meta/conditions.ts"

/** Says on the pod why it is about to be deleted, so that a job knows it was not the pod's fault. */
export async function markDisruptionTarget(
  pod: Pod,
  words: { readonly reason: string; readonly message: string; readonly phase?: "Failed" },
  { client, clock, signal }: { readonly client: Client; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const { namespace, name = "", uid, generation } = pod.metadata
  const { reason, message, phase } = words
  const conditions = withCondition(pod.status.conditions, {
    type: "DisruptionTarget",
    status: "True",
    observedGeneration: generation,
    lastTransitionTime: formatTime(clock.now()),
    reason,
    message,
  })
  const body = { metadata: { uid }, status: { conditions, ...(phase === undefined ? {} : { phase }) } }
  await client.patch(pods, { namespace, name, signal }, { type: "strategic", body }, { subresource: "status" })
}
