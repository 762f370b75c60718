import type { PartSubresource } from "../../../machinery/api/kind.ts"
import type { Pod } from "../v1.gen.ts"
import { validatePodStatusUpdate } from "./validation-status.ts"

/** The kubelet's half of a pod. */
export const podStatus: PartSubresource<Pod> = {
  type: "part",
  name: "status",
  verbs: ["get", "update", "patch"],
  prepareForUpdate: (next, old) => {
    const { ownerReferences: _, ...metadata } = next.metadata
    const { ownerReferences } = old.metadata
    const { qosClass } = old.status
    return {
      ...next,
      // Who owns a pod is not for the kubelet to say: a compromised node could make others delete things.
      metadata: { ...metadata, ...(ownerReferences === undefined ? {} : { ownerReferences }) },
      spec: old.spec,
      status: { ...next.status, ...(qosClass === undefined ? {} : { qosClass }) },
    }
  },
  validateUpdate: (next, old) => validatePodStatusUpdate(next, old),
}
