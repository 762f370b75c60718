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
import { isEmptySelector, readSelector } from "../../validation/selectors.ts"
import type { ReplicaSet, ReplicaSetSpec, ReplicaSetStatus } from "../v1.gen.ts"

const specPath = FieldPath.of("spec")
const statusPath = FieldPath.of("status")

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
  return [...validateObjectMetaUpdate(next.metadata, old.metadata), ...validateReplicaCounts(next.status)]
}

/** Of replica sets and replication controllers. */
export function validateReplicaCounts(status: ReplicaSetStatus): FieldErrors {
  const { replicas = 0, fullyLabeledReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status
  const tooMany = "cannot be greater than status.replicas"
  const above = (field: string, value: number, most: number, detail: string) =>
    value > most ? [invalid(statusPath.child(field), value, detail)] : []
  return [
    ...counts.flatMap((field) => nonNegative(statusPath.child(field), status[field])),
    ...above("fullyLabeledReplicas", fullyLabeledReplicas, replicas, tooMany),
    ...above("readyReplicas", readyReplicas, replicas, tooMany),
    ...above("availableReplicas", availableReplicas, replicas, tooMany),
    ...above("availableReplicas", availableReplicas, readyReplicas, "cannot be greater than readyReplicas"),
  ]
}

const counts = ["replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration"] as const
