import type { Subresource } from "../../../machinery/api/kind.ts"
import { scaleOf } from "../../strategy/scale.ts"
import type { Deployment } from "../v1.gen.ts"
import { validateDeploymentStatusUpdate } from "./validation.ts"

export const deploymentSubresources: readonly Subresource<Deployment>[] = [
  scaleOf<Deployment>(),
  {
    type: "part",
    name: "status",
    verbs: ["get", "update", "patch"],
    prepareForUpdate: (next, old) => ({
      ...next,
      metadata: { ...next.metadata, labels: old.metadata.labels },
      spec: old.spec,
    }),
    validateUpdate: (next, old) => validateDeploymentStatusUpdate(next, old),
  },
]
