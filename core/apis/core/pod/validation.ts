import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { nameIsDnsSubdomain, validateObjectMeta } from "../../../machinery/meta/validate-meta.ts"
import { validatePodAnnotations } from "../podspec/validation/annotations.ts"
import { validateImageSpace } from "../podspec/validation/containers.ts"
import { validatePodSpec } from "../podspec/validation/pod-spec.ts"
import type { Pod } from "../v1.gen.ts"

export const specPath = FieldPath.of("spec")
export const metadataPath = FieldPath.of("metadata")

/** The rules for a new pod (`ValidatePodCreate`). */
export function validatePodCreate(pod: Pod): FieldErrors {
  const { ephemeralContainers, nodeName, schedulingGates } = pod.spec
  const gated = Boolean(nodeName) && (schedulingGates?.length ?? 0) > 0
  return [
    ...validatePod(pod),
    ...((ephemeralContainers?.length ?? 0) > 0
      ? [forbidden(specPath.child("ephemeralContainers"), "cannot be set on create")]
      : []),
    ...(gated
      ? [forbidden(specPath.child("nodeName"), "cannot be set until all schedulingGates have been cleared")]
      : []),
  ]
}

/** What holds for a pod at any time. */
export function validatePod(pod: Pod): FieldErrors {
  const { metadata, spec } = pod
  return [
    ...validatePodMetadata(pod),
    ...validatePodSpec(spec, { isPod: true, podName: metadata.name }, specPath),
    ...validateTokenOwner(pod),
    ...(["containers", "initContainers"] as const).flatMap((list) =>
      (spec[list] ?? []).flatMap((container, at) => validateImageSpace(container, specPath.child(list).index(at))),
    ),
  ]
}

export function validatePodMetadata({ metadata, spec }: Pod): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
    ...validatePodAnnotations(metadata.annotations, spec, metadataPath.child("annotations")),
  ]
}

/** A token is always somebody's. */
function validateTokenOwner({ spec }: Pod): FieldErrors {
  if (spec.serviceAccountName) return []
  return (spec.volumes ?? []).flatMap(({ projected }, at) =>
    (projected?.sources ?? []).flatMap(({ serviceAccountToken }, each) => {
      if (serviceAccountToken === undefined) return []
      const path = specPath.child("volumes").index(at).child("projected", "sources").index(each)
      return [forbidden(path.child("serviceAccountToken"), "must not be specified when serviceAccountName is not set")]
    }),
  )
}
