import type { ScaleSubresource } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { LabelSelector } from "../../machinery/meta/v1.gen.ts"
import { formatSelector, selectorOf } from "../../machinery/selector/label-selector.ts"

interface Replicated extends ApiObject {
  readonly spec: { readonly replicas?: number | undefined; readonly selector?: LabelSelector | undefined }
  readonly status: { readonly replicas?: number | undefined }
}

/** `kubectl scale` and autoscalers, for workloads that select their pods by a LabelSelector. */
export function scaleOf<T extends Replicated>(): ScaleSubresource<T> {
  return {
    type: "scale",
    name: "scale",
    replicasOf: ({ spec, status }) => ({
      spec: spec.replicas ?? 0,
      status: status.replicas ?? 0,
      selector: formatSelector(selectorOf(spec.selector)),
    }),
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
  }
}
