import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { dns1123Label } from "../../../machinery/field/format.ts"
import {
  about,
  nameIsDnsLabel,
  validateLabelSelector,
  validateObjectMeta,
} from "../../../machinery/meta/validate-meta.ts"
import { validateClaimSpec } from "../../core/persistentvolumeclaim/validation.ts"
import {
  validatePodTemplate,
  validateRunsForever,
  validateTemplateMatches,
} from "../../core/podspec/validation/pod-template.ts"
import type { PodTemplateSpec } from "../../core/v1.gen.ts"
import { atMost100Percent, intOrPercent, leadingNumber, nonNegative, requiredOneOf } from "../../validation/numbers.ts"
import { isEmptySelector, readSelector } from "../../validation/selectors.ts"
import type { StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from "../v1.gen.ts"

const specPath = FieldPath.of("spec")

export function validateStatefulSet(object: StatefulSet): FieldErrors {
  const { serviceName } = object.spec
  return [
    ...validateMetaAndSpec(object),
    ...(serviceName ? about(specPath.child("serviceName"), serviceName, dns1123Label(serviceName)) : []),
    ...(object.spec.volumeClaimTemplates ?? []).flatMap(({ spec }, at) =>
      validateClaimSpec(spec ?? {}, specPath.child("volumeClaimTemplates").index(at).child("spec")),
    ),
  ]
}

/** What holds at any time; claims and the service's name are looked at once, for they cannot change. */
export function validateMetaAndSpec({ metadata, spec }: StatefulSet): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsLabel }),
    ...validatePolicies(spec),
    ...nonNegative(specPath.child("replicas"), spec.replicas),
    ...nonNegative(specPath.child("minReadySeconds"), spec.minReadySeconds),
    ...nonNegative(specPath.child("ordinals", "start"), spec.ordinals?.start),
    ...validateTemplate(spec),
    ...nonNegative(specPath.child("revisionHistoryLimit"), spec.revisionHistoryLimit),
  ]
}

function validatePolicies(spec: StatefulSetSpec): FieldErrors {
  const policy: string = spec.podManagementPolicy ?? ""
  const path = specPath.child("podManagementPolicy")
  const { whenDeleted, whenScaled } = spec.persistentVolumeClaimRetentionPolicy ?? {}
  const atClaims = specPath.child("persistentVolumeClaimRetentionPolicy")
  return [
    ...(policy === "OrderedReady" || policy === "Parallel"
      ? []
      : [invalid(path, policy, "must be 'OrderedReady' or 'Parallel'")]),
    ...validateUpdateStrategy(spec.updateStrategy ?? {}, specPath.child("updateStrategy")),
    ...requiredOneOf(atClaims.child("whenDeleted"), whenDeleted, ["Delete", "Retain"]),
    ...requiredOneOf(atClaims.child("whenScaled"), whenScaled, ["Delete", "Retain"]),
  ]
}

function validateUpdateStrategy(strategy: StatefulSetUpdateStrategy, path: FieldPath): FieldErrors {
  const { rollingUpdate } = strategy
  const own = path.child("rollingUpdate")
  switch (strategy.type) {
    case "OnDelete":
      return rollingUpdate === undefined
        ? []
        : [invalid(own, rollingUpdate, "only allowed for updateStrategy 'RollingUpdate'")]
    case "RollingUpdate":
      return [
        ...nonNegative(own.child("partition"), rollingUpdate?.partition),
        ...validateMaxUnavailable(rollingUpdate?.maxUnavailable, own.child("maxUnavailable")),
      ]
    default:
      return [invalid(path, strategy, "must be 'RollingUpdate' or 'OnDelete'")]
  }
}

function validateMaxUnavailable(value: string | number | undefined, path: FieldPath): FieldErrors {
  if (value === undefined) return []
  return [
    ...intOrPercent(path, value),
    ...(leadingNumber(value) === 0 ? [invalid(path, value, "cannot be 0")] : []),
    ...atMost100Percent(path, value),
  ]
}

function validateTemplate(spec: StatefulSetSpec): FieldErrors {
  const own = specPath.child("selector")
  const path = specPath.child("template")
  const selector = readSelector(spec.selector)
  return [
    ...(spec.selector === undefined ? [required(own)] : validateLabelSelector(spec.selector, own)),
    ...(isEmptySelector(spec.selector)
      ? [invalid(own, spec.selector, "empty selector is invalid for statefulset")]
      : []),
    ...(selector === undefined
      ? [invalid(own, spec.selector, "")]
      : [
          ...validateTemplateMatches(spec.template, selector, path),
          ...validatePodTemplate(withClaimVolumes(spec), path),
        ]),
    ...validateRunsForever(spec.template, "StatefulSet", path),
  ]
}

/** The template as the pods will have it: each claim is a volume of the same name, and comes before a volume's own. */
function withClaimVolumes({ template, volumeClaimTemplates }: StatefulSetSpec): PodTemplateSpec {
  const claims = (volumeClaimTemplates ?? []).map(({ metadata }) => {
    const name = metadata?.name ?? ""
    return { name, persistentVolumeClaim: { claimName: name } }
  })
  if (claims.length === 0) return template
  const spec = template.spec ?? { containers: [] }
  const others = (spec.volumes ?? []).filter(({ name }) => !claims.some((claim) => claim.name === name))
  return { ...template, spec: { ...spec, volumes: [...claims, ...others] } }
}
