import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid, notSupported, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import {
  nameIsDnsSubdomain,
  validateImmutable,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { atMost100Percent, intOrPercent, leadingNumber, nonNegative } from "../../validation/numbers.ts"
import { validateReplicaCounts } from "../../validation/replica-counts.ts"
import { validateReplicatedTemplate } from "../replicaset/validation.ts"
import type { Deployment, DeploymentSpec, DeploymentStrategy } from "../v1.gen.ts"

const specPath = FieldPath.of("spec")
const statusPath = FieldPath.of("status")

export function validateDeployment({ metadata, spec }: Deployment): FieldErrors {
  return [...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }), ...validateSpec(spec)]
}

export function validateDeploymentUpdate(next: Deployment, old: Deployment): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateSpec(next.spec),
    ...validateImmutable(next.spec.selector, old.spec.selector, specPath.child("selector")),
  ]
}

export function validateDeploymentStatusUpdate(next: Deployment, old: Deployment): FieldErrors {
  const [count, before] = [next.status.collisionCount, old.status.collisionCount]
  const fewer = before !== undefined && (count === undefined || count < before)
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateReplicaCounts(next.status, { counts, parts }),
    ...(fewer ? [invalid(statusPath.child("collisionCount"), count ?? 0, "cannot be decremented")] : []),
  ]
}

function validateSpec(spec: DeploymentSpec): FieldErrors {
  const deadline = spec.progressDeadlineSeconds
  const atDeadline = specPath.child("progressDeadlineSeconds")
  const tooSoon = deadline !== undefined && deadline <= (spec.minReadySeconds ?? 0)
  return [
    ...nonNegative(specPath.child("replicas"), spec.replicas),
    ...validateReplicatedTemplate(spec, specPath),
    ...validateStrategy(spec.strategy ?? {}, specPath.child("strategy")),
    ...nonNegative(specPath.child("minReadySeconds"), spec.minReadySeconds),
    ...nonNegative(specPath.child("revisionHistoryLimit"), spec.revisionHistoryLimit),
    ...nonNegative(atDeadline, deadline),
    ...(tooSoon ? [invalid(atDeadline, deadline, "must be greater than minReadySeconds")] : []),
  ]
}

function validateStrategy(strategy: DeploymentStrategy, path: FieldPath): FieldErrors {
  const own = path.child("rollingUpdate")
  switch (strategy.type) {
    case "Recreate":
      return strategy.rollingUpdate === undefined
        ? []
        : [forbidden(own, "may not be specified when strategy `type` is 'Recreate'")]
    case "RollingUpdate":
      return strategy.rollingUpdate === undefined
        ? [required(own, "this should be defaulted and never be nil")]
        : validateRollingUpdate(strategy.rollingUpdate, own)
    default:
      return [notSupported(path, strategy, ["Recreate", "RollingUpdate"])]
  }
}

function validateRollingUpdate(
  { maxUnavailable = 0, maxSurge = 0 }: NonNullable<DeploymentStrategy["rollingUpdate"]>,
  path: FieldPath,
): FieldErrors {
  const stuck = leadingNumber(maxUnavailable) === 0 && leadingNumber(maxSurge) === 0
  return [
    ...intOrPercent(path.child("maxUnavailable"), maxUnavailable),
    ...intOrPercent(path.child("maxSurge"), maxSurge),
    ...(stuck ? [invalid(path.child("maxUnavailable"), maxUnavailable, "may not be 0 when `maxSurge` is 0")] : []),
    ...atMost100Percent(path.child("maxUnavailable"), maxUnavailable),
  ]
}

const counts = [
  "observedGeneration",
  "replicas",
  "updatedReplicas",
  "readyReplicas",
  "availableReplicas",
  "unavailableReplicas",
  "collisionCount",
] as const

const parts = ["updatedReplicas", "readyReplicas", "availableReplicas"] as const
