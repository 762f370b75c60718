import type { ActionSubresource } from "../../../machinery/api/kind.ts"
import { withCondition } from "../../../machinery/meta/conditions.ts"
import type { ApiObject } from "../../../machinery/meta/object.ts"
import { badRequest } from "../../../machinery/status/status-error.ts"
import type { Eviction } from "../../policy/v1.gen.ts"
import { success } from "../../strategy/success.ts"
import type { Pod } from "../v1.gen.ts"
import { podCondition } from "./conditions.ts"

/** A deletion that says why: `kubectl drain`. Pods that run are marked as disrupted first. */
export const podEviction: ActionSubresource<Pod> = {
  type: "action",
  name: "eviction",
  group: "policy",
  version: "v1",
  kind: "Eviction",
  bodyType: "policy.v1.Eviction",
  validate: () => [],
  act: async (body, target, lent) => {
    const { metadata, deleteOptions } = asEviction(body)
    const named = metadata?.name
    if (named && named !== lent.name) throw badRequest("name in URL does not match name in Eviction object")
    if (!deleteOptions?.dryRun?.length && !lent.facts.dryRun && !isOver(target))
      await lent.updateTarget<Pod>((pod) => disrupted(pod, lent.facts.nowMs))
    await lent.deleteTarget(deleteOptions ?? {})
    return success(201)
  },
}

function isOver({ status, metadata }: Pod): boolean {
  return status.phase === "Succeeded" || status.phase === "Failed" || metadata.deletionTimestamp !== undefined
}

function disrupted(pod: Pod, nowMs: number): Pod {
  const disruption = podCondition(
    {
      type: "DisruptionTarget",
      status: "True",
      reason: "EvictionByEvictionAPI",
      message: "Eviction API: evicting",
    },
    nowMs,
  )
  const conditions = withCondition(pod.status.conditions, disruption)
  return { ...pod, status: { ...pod.status, conditions } }
}

function asEviction(body: ApiObject): Eviction {
  return body as Eviction // decoded as `bodyType`
}
