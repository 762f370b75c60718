import { isDeepEqual } from "../../../base/json.ts"
import type { Strategy } from "../../../machinery/api/kind.ts"
import { defaultPodTemplate } from "../../core/podspec/defaults.ts"
import { workloadWarnings } from "../../core/podspec/template-warnings.ts"
import { advanceGeneration, withGeneration } from "../../strategy/generation.ts"
import type { ReplicaSet } from "../v1.gen.ts"
import { validateReplicaSet, validateReplicaSetUpdate } from "./validation.ts"

export const replicaSetStrategy: Strategy<ReplicaSet> = {
  defaults: (replicaSet) => {
    const spec = replicaSet.spec ?? {}
    return {
      ...replicaSet,
      spec: { ...spec, replicas: spec.replicas ?? 1, template: defaultPodTemplate(spec.template ?? {}) },
    }
  },
  prepareForCreate: (replicaSet) => withGeneration({ ...replicaSet, status: { replicas: 0 } }, 1),
  prepareForUpdate: (next, old) =>
    advanceGeneration({ ...next, status: old.status }, old, !isDeepEqual(next.spec, old.spec)),
  validate: (replicaSet) => validateReplicaSet(replicaSet),
  validateUpdate: (next, old) => validateReplicaSetUpdate(next, old),
  warnings: workloadWarnings(({ spec }) => spec.template, { namesPods: true }),
}
