import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, notSupported, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import {
  nameIsDnsSubdomain,
  validateImmutable,
  validateLabelSelector,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { matchesLabels } from "../../../machinery/selector/label-selector.ts"
import { validatePodTemplate, validateRunsForever } from "../../core/podspec/validation/pod-template.ts"
import { atMost100Percent, intOrPercent, leadingNumber, nonNegative } from "../../validation/numbers.ts"
import { isEmptySelector, readSelector } from "../../validation/selectors.ts"
import type { DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy } from "../v1.gen.ts"

const specPath = FieldPath.of("spec")
const statusPath = FieldPath.of("status")

export function validateDaemonSet({ metadata, spec }: DaemonSet): FieldErrors {
  return [...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }), ...validateSpec(spec)]
}

export function validateDaemonSetUpdate(next: DaemonSet, old: DaemonSet): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateImmutable(next.spec.selector, old.spec.selector, specPath.child("selector")),
    ...validateSpec(next.spec),
  ]
}

export function validateDaemonSetStatusUpdate(next: DaemonSet, old: DaemonSet): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...counts.flatMap((field) => nonNegative(statusPath.child(field), next.status[field])),
  ]
}

const counts = [
  "currentNumberScheduled",
  "numberMisscheduled",
  "desiredNumberScheduled",
  "numberReady",
  "observedGeneration",
  "updatedNumberScheduled",
  "numberAvailable",
  "numberUnavailable",
  "collisionCount",
] as const

function validateSpec(spec: DaemonSetSpec): FieldErrors {
  const own = specPath.child("selector")
  const selector = readSelector(spec.selector)
  const labels = spec.template.metadata?.labels
  const atTemplate = specPath.child("template")
  const mismatch = selector !== undefined && !matchesLabels(selector, labels)
  return [
    ...validateLabelSelector(spec.selector, own),
    ...(mismatch
      ? [invalid(atTemplate.child("metadata", "labels"), labels, "`selector` does not match template `labels`")]
      : []),
    ...(isEmptySelector(spec.selector) ? [invalid(own, spec.selector, "empty selector is invalid for daemonset")] : []),
    ...validatePodTemplate(spec.template, atTemplate),
    ...validateRunsForever(spec.template, "DaemonSet", atTemplate),
    ...nonNegative(specPath.child("minReadySeconds"), spec.minReadySeconds),
    ...validateStrategy(spec.updateStrategy ?? {}, specPath.child("updateStrategy")),
    ...nonNegative(specPath.child("revisionHistoryLimit"), spec.revisionHistoryLimit),
  ]
}

function validateStrategy(strategy: DaemonSetUpdateStrategy, path: FieldPath): FieldErrors {
  if (strategy.type === "OnDelete") return []
  if (strategy.type !== "RollingUpdate") return [notSupported(path, strategy, ["RollingUpdate", "OnDelete"])]
  const own = path.child("rollingUpdate")
  return strategy.rollingUpdate === undefined ? [required(own)] : validateRollingUpdate(strategy.rollingUpdate, own)
}

/** Either a new pod comes before the old one goes, or the other way round. */
function validateRollingUpdate(
  { maxUnavailable = 0, maxSurge = 0 }: NonNullable<DaemonSetUpdateStrategy["rollingUpdate"]>,
  path: FieldPath,
): FieldErrors {
  const unavailable = leadingNumber(maxUnavailable) !== 0
  const surge = leadingNumber(maxSurge) !== 0
  return [
    ...intOrPercent(path.child("maxUnavailable"), maxUnavailable),
    ...intOrPercent(path.child("maxSurge"), maxSurge),
    ...atMost100Percent(path.child("maxUnavailable"), maxUnavailable),
    ...atMost100Percent(path.child("maxSurge"), maxSurge),
    ...(unavailable && surge
      ? [invalid(path.child("maxSurge"), maxSurge, "may not be set when maxUnavailable is non-zero")]
      : []),
    ...(!unavailable && !surge ? [required(path.child("maxUnavailable"), "cannot be 0 when maxSurge is 0")] : []),
  ]
}
