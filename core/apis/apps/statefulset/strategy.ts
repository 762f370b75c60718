import { isDeepEqual } from "../../../base/json.ts"
import { defaultPodTemplate } from "../../core/podspec/defaults.ts"
import { workloadWarnings } from "../../core/podspec/template-warnings.ts"
import type { PersistentVolumeClaim } from "../../core/v1.gen.ts"
import { advanceGeneration, withGeneration } from "../../strategy/generation.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from "../v1.gen.ts"
import { validateStatefulSet } from "./validation.ts"
import { validateStatefulSetUpdate } from "./validation-update.ts"

export const statefulSetStrategy = newStrategy<StatefulSet>({
  defaults: (object) => ({ ...object, spec: defaultSpec(object.spec) }),
  prepareForCreate: (object) => withGeneration({ ...object, status: { replicas: 0, availableReplicas: 0 } }, 1),
  prepareForUpdate: (next, old) =>
    advanceGeneration({ ...next, status: old.status }, old, !isDeepEqual(next.spec, old.spec)),
  validate: (object) => validateStatefulSet(object),
  validateUpdate: (next, old) => validateStatefulSetUpdate(next, old),
  warnings: workloadWarnings(({ spec }) => spec.template, { namesPods: false }),
})

function defaultSpec(spec: Partial<StatefulSetSpec> = {}): StatefulSetSpec {
  const { whenDeleted, whenScaled } = spec.persistentVolumeClaimRetentionPolicy ?? {}
  return {
    ...(spec as StatefulSetSpec), // what is missing of it is found by validation
    template: defaultPodTemplate(spec.template ?? {}),
    ...(spec.volumeClaimTemplates === undefined
      ? {}
      : { volumeClaimTemplates: spec.volumeClaimTemplates.map(defaultClaim) }),
    podManagementPolicy: spec.podManagementPolicy || "OrderedReady",
    updateStrategy: defaultUpdateStrategy(spec.updateStrategy ?? {}),
    replicas: spec.replicas ?? 1,
    revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: whenDeleted || "Retain",
      whenScaled: whenScaled || "Retain",
    },
  }
}

function defaultUpdateStrategy(strategy: StatefulSetUpdateStrategy): StatefulSetUpdateStrategy {
  const type = strategy.type || "RollingUpdate"
  if (type !== "RollingUpdate") return { ...strategy, type }
  return { type, rollingUpdate: { ...strategy.rollingUpdate, partition: strategy.rollingUpdate?.partition ?? 0 } }
}

/** A claim inside a set says what it is, and is as complete as one by itself. */
function defaultClaim(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  return {
    ...claim,
    kind: "PersistentVolumeClaim",
    apiVersion: "v1",
    spec: { ...claim.spec, volumeMode: claim.spec?.volumeMode ?? "Filesystem" },
    status: { ...claim.status, phase: claim.status?.phase || "Pending" },
  }
}
