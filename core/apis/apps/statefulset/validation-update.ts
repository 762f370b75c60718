import { isDeepEqual } from "../../../base/json.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { validateObjectMetaUpdate } from "../../../machinery/meta/validate-meta.ts"
import { nonNegative } from "../../validation/numbers.ts"
import type { StatefulSet, StatefulSetSpec } from "../v1.gen.ts"
import { validateMetaAndSpec } from "./validation.ts"

const statusPath = FieldPath.of("status")

export function validateStatefulSetUpdate(next: StatefulSet, old: StatefulSet): FieldErrors {
  return [
    ...validateMetaAndSpec(next),
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(isDeepEqual(unchangeable(next.spec), unchangeable(old.spec)) ? [] : [forbidden("spec", onlyThese)]),
  ]
}

const onlyThese =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"

function unchangeable(spec: StatefulSetSpec): unknown {
  return {
    ...spec,
    replicas: undefined,
    ordinals: undefined,
    template: undefined,
    updateStrategy: undefined,
    revisionHistoryLimit: undefined,
    persistentVolumeClaimRetentionPolicy: undefined,
    minReadySeconds: undefined,
  }
}

export function validateStatefulSetStatusUpdate(next: StatefulSet, old: StatefulSet): FieldErrors {
  const { status } = next
  const { replicas = 0, readyReplicas = 0, currentReplicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status
  const tooMany = "cannot be greater than status.replicas"
  const above = (field: string, value: number, most: number, detail: string) =>
    value > most ? [invalid(statusPath.child(field), value, detail)] : []
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...counts.flatMap((field) => nonNegative(statusPath.child(field), status[field])),
    ...above("readyReplicas", readyReplicas, replicas, tooMany),
    ...above("currentReplicas", currentReplicas, replicas, tooMany),
    ...above("updatedReplicas", updatedReplicas, replicas, tooMany),
    ...above("availableReplicas", availableReplicas, replicas, tooMany),
    ...above("availableReplicas", availableReplicas, readyReplicas, "cannot be greater than status.readyReplicas"),
  ]
}

const counts = [
  "replicas",
  "readyReplicas",
  "currentReplicas",
  "updatedReplicas",
  "availableReplicas",
  "observedGeneration",
  "collisionCount",
] as const
