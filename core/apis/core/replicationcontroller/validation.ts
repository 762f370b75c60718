import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import {
  nameIsDnsSubdomain,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { selectorOfLabels } from "../../../machinery/selector/label-selector.ts"
import { validateReplicaSetStatus } from "../../apps/replicaset/validation.ts"
import { nonNegative } from "../../validation/numbers.ts"
import {
  validatePodTemplate,
  validateRunsForever,
  validateTemplateMatches,
} from "../podspec/validation/pod-template.ts"
import type { ReplicationController, ReplicationControllerSpec } from "../v1.gen.ts"

const specPath = FieldPath.of("spec")

export function validateReplicationController({ metadata, spec }: ReplicationController): FieldErrors {
  return [...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }), ...validateSpec(spec)]
}

export function validateReplicationControllerUpdate(
  next: ReplicationController,
  old: ReplicationController,
): FieldErrors {
  return [...validateObjectMetaUpdate(next.metadata, old.metadata), ...validateSpec(next.spec)]
}

export function validateReplicationControllerStatusUpdate(
  next: ReplicationController,
  old: ReplicationController,
): FieldErrors {
  return [...validateObjectMetaUpdate(next.metadata, old.metadata), ...validateReplicaSetStatus(next.status)]
}

function validateSpec(spec: ReplicationControllerSpec): FieldErrors {
  const selects = Object.keys(spec.selector ?? {}).length > 0
  const path = specPath.child("template")
  return [
    ...nonNegative(specPath.child("minReadySeconds"), spec.minReadySeconds),
    ...(selects ? [] : [required(specPath.child("selector"))]),
    ...nonNegative(specPath.child("replicas"), spec.replicas),
    ...(spec.template === undefined
      ? [required(path)]
      : [
          ...validateTemplateMatches(spec.template, selectorOfLabels(spec.selector), path),
          ...validatePodTemplate(spec.template, path),
          ...validateRunsForever(spec.template, "ReplicationController", path),
        ]),
  ]
}
