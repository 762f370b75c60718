import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, invalid, notSupported } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { validateAnnotations, validateLabels } from "../../../../machinery/meta/validate-meta.ts"
import type { Selector } from "../../../../machinery/selector/label-selector.ts"
import { isEverything, matchesLabels } from "../../../../machinery/selector/label-selector.ts"
import type { PodTemplateSpec } from "../../v1.gen.ts"
import { validatePodAnnotations } from "./annotations.ts"
import { validatePodSpec } from "./pod-spec.ts"

/** What pods are made from (`ValidatePodTemplateSpec`). */
export function validatePodTemplate(template: PodTemplateSpec, path: FieldPath): FieldErrors {
  const spec = template.spec ?? { containers: [] }
  return [
    ...validateLabels(template.metadata?.labels, path.child("labels")),
    ...validateAnnotations(template.metadata?.annotations, path.child("annotations")),
    ...validatePodAnnotations(template.metadata?.annotations, spec, path.child("annotations")),
    ...validatePodSpec(spec, { isPod: false }, path.child("spec")),
    ...((spec.ephemeralContainers?.length ?? 0) > 0
      ? [forbidden(path.child("spec", "ephemeralContainers"), "ephemeral containers not allowed in pod template")]
      : []),
  ]
}

/** The pods a workload makes must be those it looks for. A selector of everything is another rule's business. */
export function validateTemplateMatches(template: PodTemplateSpec, selector: Selector, path: FieldPath): FieldErrors {
  const labels = template.metadata?.labels
  if (isEverything(selector) || matchesLabels(selector, labels)) return []
  return [invalid(path.child("metadata", "labels"), labels, "`selector` does not match template `labels`")]
}

/** Pods of a workload that is never done must never be done either. */
export function validateRunsForever({ spec }: PodTemplateSpec, kind: string, path: FieldPath): FieldErrors {
  const policy = spec?.restartPolicy ?? ""
  return [
    ...(policy === "Always" ? [] : [notSupported(path.child("spec", "restartPolicy"), policy, ["Always"])]),
    ...(spec?.activeDeadlineSeconds === undefined
      ? []
      : [forbidden(path.child("spec", "activeDeadlineSeconds"), `activeDeadlineSeconds in ${kind} is not Supported`)]),
  ]
}
