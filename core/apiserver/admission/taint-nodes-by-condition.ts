import type { Node } from "../../apis/core/v1.gen.ts"
import { nodes } from "../../apis/resources.gen.ts"
import type { AdmissionPlugin } from "./plugin.ts"

const key = "node.kubernetes.io/not-ready"

/** A new node takes no pods until its condition has been seen to be Ready. */
export const taintNodesByCondition: AdmissionPlugin = {
  name: "TaintNodesByCondition",
  mutate({ kind, subresource, operation, object }) {
    if (object === undefined) throw new TypeError("Cannot admit: a mutating plugin was called without an object")
    if (kind.resource !== nodes || subresource !== "" || operation !== "create") return object
    const node = object as Node // of the kind nodes
    const taints = node.spec.taints ?? []
    if (taints.some((taint) => taint.key === key && taint.effect === "NoSchedule")) return node
    return { ...node, spec: { ...node.spec, taints: [...taints, { key, effect: "NoSchedule" }] } }
  },
}
