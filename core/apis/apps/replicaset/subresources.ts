import type { Subresource } from "../../../machinery/api/kind.ts"
import { scaleOf } from "../../strategy/scale.ts"
import type { ReplicaSet } from "../v1.gen.ts"
import { validateReplicaSetStatusUpdate } from "./validation.ts"

export const replicaSetSubresources: readonly Subresource<ReplicaSet>[] = [
  scaleOf<ReplicaSet>(),
  {
    type: "part",
    name: "status",
    verbs: ["get", "update", "patch"],
    prepareForUpdate: (next, old) => ({ ...next, spec: old.spec }),
    validateUpdate: (next, old) => validateReplicaSetStatusUpdate(next, old),
  },
]
