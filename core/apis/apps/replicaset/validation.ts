import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import type { LabelSelector } from "../../../machinery/meta/v1.gen.ts"
import {
  nameIsDnsSubdomain,
  validateImmutable,
  validateLabelSelector,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import {
  validatePodTemplate,
  validateRunsForever,
  validateTemplateMatches,
} from "../../core/podspec/validation/pod-template.ts"
import type { PodTemplateSpec } from "../../core/v1.gen.ts"
import { nonNegative } from "../../validation/numbers.ts"
import { validateReplicaCounts } from "../../validation/replica-counts.ts"
import { isEmptySelector, readSelector } from "../../validation/selectors.ts"
import type { ReplicaSet, ReplicaSetSpec, ReplicaSetStatus } from "../v1.gen.ts"

const specPath = FieldPath.of("spec")

export function validateReplicaSet({ metadata, spec }: ReplicaSet): FieldErrors {
  return [...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }), ...validateSpec(spec)]
}

export function validateReplicaSetUpdate(next: ReplicaSet, old: ReplicaSet): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateSpec(next.spec),
    ...validateImmutable(next.spec.selector, old.spec.selector, specPath.child("selector")),
  ]
}

function validateSpec(spec: ReplicaSetSpec): FieldErrors {
  return [
    ...nonNegative(specPath.child("replicas"), spec.replicas),
    ...nonNegative(specPath.child("minReadySeconds"), spec.minReadySeconds),
    ...validateReplicatedTemplate(spec, specPath),
  ]
}

/** Selector and template of a replica set, and of a deployment, whose replica sets they become. */
export function validateReplicatedTemplate(
  spec: { readonly selector?: LabelSelector | undefined; readonly template?: PodTemplateSpec | undefined },
  path: FieldPath,
): FieldErrors {
  const own = path.child("selector")
  const selector = readSelector(spec.selector)
  const template = spec.template ?? {}
  return [
    ...(spec.selector === undefined ? [required(own)] : validateLabelSelector(spec.selector, own)),
    ...(isEmptySelector(spec.selector)
      ? [invalid(own, spec.selector, "empty selector is invalid for deployment")]
      : []),
    ...(selector === undefined
      ? [invalid(own, spec.selector, "invalid label selector")]
      : [
          ...validateTemplateMatches(template, selector, path.child("template")),
          ...validatePodTemplate(template, path.child("template")),
          ...validateRunsForever(template, "ReplicaSet", path.child("template")),
        ]),
  ]
}

export function validateReplicaSetStatusUpdate(next: ReplicaSet, old: ReplicaSet): FieldErrors {
  return [...validateObjectMetaUpdate(next.metadata, old.metadata), ...validateReplicaSetStatus(next.status)]
}

/** Of replica sets and replication controllers. */
export function validateReplicaSetStatus(status: ReplicaSetStatus): FieldErrors {
  return validateReplicaCounts(status, { counts, parts })
}

const counts = ["replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration"] as const
const parts = ["fullyLabeledReplicas", "readyReplicas", "availableReplicas"] as const
