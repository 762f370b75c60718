import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { validateAnnotations, validateLabels } from "../../../../machinery/meta/validate-meta.ts"
import { compareQuantities } from "../../../../machinery/quantity/quantity.ts"
import { oneOf } from "../../../validation/numbers.ts"
import { noBacksteps } from "../../../validation/paths.ts"
import { validateClaimSpec } from "../../persistentvolumeclaim/validation.ts"
import type { EphemeralVolumeSource, Volume } from "../../v1.gen.ts"
import { validateDownwardItems, validateItems, validateMode } from "./volume-files.ts"
import { validateProjected } from "./volume-projections.ts"
import { remoteSourceRules } from "./volume-remote.ts"
import type { SourceRule } from "./volume-rule.ts"

/** In Kubernetes' order, which decides who is the first of two. */
export const sourceRules: readonly SourceRule[] = [
  {
    kind: "emptyDir",
    validate: ({ emptyDir }, path) =>
      emptyDir?.sizeLimit !== undefined && compareQuantities(emptyDir.sizeLimit, 0) < 0
        ? [forbidden(path.child("sizeLimit"), "SizeLimit field must be a valid resource quantity")]
        : [],
  },
  { kind: "hostPath", validate: ({ hostPath }, path) => validateHostPath(hostPath, path) },
  ...remoteSourceRules,
  {
    kind: "secret",
    validate: ({ secret }, path) => [
      ...(secret?.secretName ? [] : [required(path.child("secretName"))]),
      ...validateMode(secret?.defaultMode, path.child("defaultMode")),
      ...validateItems(secret?.items, path.child("items")),
    ],
  },
  {
    kind: "persistentVolumeClaim",
    validate: ({ persistentVolumeClaim: claim }, path) => (claim?.claimName ? [] : [required(path.child("claimName"))]),
  },
  {
    kind: "downwardAPI",
    validate: ({ downwardAPI }, path) => [
      ...validateMode(downwardAPI?.defaultMode, path.child("defaultMode")),
      ...validateDownwardItems(downwardAPI?.items, path),
    ],
  },
  {
    kind: "configMap",
    validate: ({ configMap }, path) => [
      ...(configMap?.name ? [] : [required(path.child("name"))]),
      ...validateMode(configMap?.defaultMode, path.child("defaultMode")),
      ...validateItems(configMap?.items, path.child("items")),
    ],
  },
  { kind: "projected", validate: ({ projected }, path) => validateProjected(projected ?? {}, path) },
  { kind: "ephemeral", validate: ({ ephemeral }, path) => validateEphemeral(ephemeral ?? {}, path) },
  {
    kind: "image",
    validate: ({ image }, path) => [
      ...(image?.reference ? [] : [required(path.child("reference"))]),
      ...(image?.pullPolicy
        ? oneOf(path.child("pullPolicy"), image.pullPolicy, ["Always", "IfNotPresent", "Never"])
        : []),
    ],
  },
]

const hostPathTypes: readonly string[] = [
  "",
  "BlockDevice",
  "CharDevice",
  "Directory",
  "DirectoryOrCreate",
  "File",
  "FileOrCreate",
  "Socket",
]

/** Of pods and of persistent volumes. */
function validateHostPath(source: Volume["hostPath"], path: FieldPath): FieldErrors {
  const { path: target = "", type } = source ?? {}
  if (target === "") return [required(path.child("path"))]
  return [
    ...noBacksteps(path.child("path"), target),
    ...(type === undefined ? [] : oneOf(path.child("type"), type, hostPathTypes)),
  ]
}

function validateEphemeral({ volumeClaimTemplate: template }: EphemeralVolumeSource, path: FieldPath): FieldErrors {
  const own = path.child("volumeClaimTemplate")
  if (template === undefined) return [required(own)]
  return [
    ...validateAnnotations(template.metadata?.annotations, own.child("metadata", "annotations")),
    ...validateLabels(template.metadata?.labels, own.child("metadata", "labels")),
    ...validateClaimSpec(template.spec ?? {}, own.child("spec")),
  ]
}
