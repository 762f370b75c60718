import type { ActionContext, ActionSubresource } from "../../../machinery/api/kind.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { notSupported, required } from "../../../machinery/field/field-error.ts"
import { withCondition } from "../../../machinery/meta/conditions.ts"
import type { ApiObject } from "../../../machinery/meta/object.ts"
import { conflict, staleVersion } from "../../../machinery/status/status-error.ts"
import { success } from "../../strategy/success.ts"
import type { Binding, Pod } from "../v1.gen.ts"
import { podCondition } from "./conditions.ts"

/** How a scheduler puts a pod on a node: `POST pods/web/binding`. */
export const podBinding: ActionSubresource<Pod> = {
  type: "action",
  name: "binding",
  group: "",
  version: "v1",
  kind: "Binding",
  bodyType: "core.v1.Binding",
  validate: (body) => validateBinding(asBinding(body)),
  act: async (body, _target, lent) => {
    await bind(asBinding(body), lent)
    return success(201)
  },
}

export function validateBinding({ target }: Binding): FieldErrors {
  const { kind = "", name = "" } = target ?? {}
  return [
    ...(kind === "" || kind === "Node" ? [] : [notSupported("target.kind", kind, ["Node", "<empty>"])]),
    ...(name === "" ? [required("target.name")] : []),
  ]
}

async function bind(binding: Binding, lent: ActionContext): Promise<void> {
  await lent.updateTarget<Pod>((pod) => {
    const refusal = whyNot(pod, binding)
    if (refusal !== undefined) throw conflict({ group: "", plural: "pods/binding" }, lent.name, refusal)
    return bound(pod, binding, lent.facts.nowMs)
  })
}

function whyNot({ metadata, spec }: Pod, binding: Binding): string | undefined {
  const { uid, resourceVersion } = binding.metadata ?? {}
  if (uid && uid !== metadata.uid)
    return `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) return staleVersion
  if (metadata.deletionTimestamp !== undefined)
    return `pod ${metadata.name} is being deleted, cannot be assigned to a host`
  if (spec.nodeName) return `pod ${metadata.name} is already assigned to node "${spec.nodeName}"`
  if ((spec.schedulingGates?.length ?? 0) > 0) return `pod ${metadata.name} has non-empty .spec.schedulingGates`
  return undefined
}

/** The node is the scheduler's answer, not a change of what was asked for: the generation stays. */
function bound(pod: Pod, binding: Binding, nowMs: number): Pod {
  const { labels, annotations } = binding.metadata ?? {}
  const { nominatedNodeName: _, ...status } = pod.status
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      ...(labels === undefined ? {} : { labels: { ...pod.metadata.labels, ...labels } }),
      ...(annotations === undefined ? {} : { annotations: { ...pod.metadata.annotations, ...annotations } }),
    },
    spec: { ...pod.spec, nodeName: binding.target.name },
    status: {
      ...status,
      conditions: withCondition(status.conditions, podCondition({ type: "PodScheduled", status: "True" }, nowMs)),
    },
  }
}

function asBinding(body: ApiObject): Binding {
  return body as Binding // decoded as `bodyType`
}
