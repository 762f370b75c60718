import { isDeepEqual } from "../../../base/json.ts"
import { advanceGeneration, withGeneration } from "../../strategy/generation.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import { defaultPodTemplate } from "../podspec/defaults.ts"
import { workloadWarnings } from "../podspec/template-warnings.ts"
import type { ReplicationController } from "../v1.gen.ts"
import { validateReplicationController, validateReplicationControllerUpdate } from "./validation.ts"

export const replicationControllerStrategy = newStrategy<ReplicationController>({
  defaults: defaultReplicationController,
  prepareForCreate: (object) => withGeneration({ ...object, status: { replicas: 0 } }, 1),
  prepareForUpdate: (next, old) =>
    advanceGeneration({ ...next, status: old.status }, old, !isDeepEqual(next.spec, old.spec)),
  validate: (object) => validateReplicationController(object),
  validateUpdate: (next, old) => validateReplicationControllerUpdate(next, old),
  warnings: workloadWarnings(({ spec }) => spec.template, { namesPods: true }),
})

/** Who names neither labels nor a selector gets the template's labels for both. */
function defaultReplicationController(object: ReplicationController): ReplicationController {
  const spec = object.spec ?? {}
  const labels = spec.template?.metadata?.labels
  const own = Object.keys(object.metadata.labels ?? {}).length > 0
  const selects = Object.keys(spec.selector ?? {}).length > 0
  return {
    ...object,
    metadata: labels === undefined || own ? object.metadata : { ...object.metadata, labels },
    spec: {
      ...spec,
      ...(labels === undefined || selects ? {} : { selector: labels }),
      ...(spec.template === undefined ? {} : { template: defaultPodTemplate(spec.template) }),
      replicas: spec.replicas ?? 1,
    },
  }
}
