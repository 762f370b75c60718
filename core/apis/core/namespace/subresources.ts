import type { PartSubresource } from "../../../machinery/api/kind.ts"
import { statusPart } from "../../strategy/new-strategy.ts"
import type { Namespace } from "../v1.gen.ts"
import { validateNamespaceFinalizeUpdate, validateNamespaceStatusUpdate } from "./validation.ts"

/** How the namespace controller says that a namespace is empty: it takes the finalizers off. */
export const namespaceFinalize: PartSubresource<Namespace> = {
  type: "part",
  name: "finalize",
  verbs: ["update"],
  prepareForUpdate: (next, old) => ({ ...next, status: old.status }),
  validateUpdate: validateNamespaceFinalizeUpdate,
}

export const namespaceStatus: PartSubresource<Namespace> = statusPart({
  prepareForUpdate: (next, old) => ({ ...next, spec: old.spec }),
  validateUpdate: validateNamespaceStatusUpdate,
})
