import { isDeepEqual } from "../../../base/json.ts"
import type { FieldError, FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../machinery/field/field-error.ts"
import { inRange } from "../../../machinery/field/format.ts"
import { about, validateObjectMetaUpdate } from "../../../machinery/meta/validate-meta.ts"
import { describeDifference } from "../../validation/difference.ts"
import { validatePodAnnotationUpdate } from "../podspec/validation/annotations.ts"
import type { Container, NodeSelector, Pod, PodSpec, Toleration } from "../v1.gen.ts"
import { metadataPath, specPath, validatePod, validatePodMetadata } from "./validation.ts"

const changeable = [
  "`spec.containers[*].image`",
  "`spec.initContainers[*].image`",
  "`spec.activeDeadlineSeconds`",
  "`spec.tolerations` (only additions to existing tolerations)",
  "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
].join(",")

/**
 * Nearly nothing of a pod may change once it is there (`ValidatePodUpdate`). A spec that stays as it was has been found
 * right before, and most updates are of that kind.
 */
export function validatePodUpdate(next: Pod, old: Pod): FieldErrors {
  const errors: FieldError[] = [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(isDeepEqual(next.spec, old.spec) ? validatePodMetadata(next) : validatePod(next)),
    ...validatePodAnnotationUpdate(
      next.metadata.annotations,
      old.metadata.annotations,
      metadataPath.child("annotations"),
    ),
  ]
  for (const list of ["containers", "initContainers"] as const) {
    const changed = validateImages(next.spec[list] ?? [], old.spec[list] ?? [], list)
    errors.push(...changed.errors)
    if (changed.stop) return errors
  }
  const deadline = validateDeadline(next.spec, old.spec)
  if (deadline.length > 0) return [...errors, ...deadline]
  errors.push(...validateOnlyAddedTolerations(next.spec, old.spec), ...validateGates(next.spec, old.spec))
  return [...errors, ...validateRest(next.spec, old.spec)]
}

function validateImages(
  next: readonly Container[],
  old: readonly Container[],
  list: "containers" | "initContainers",
): { readonly errors: FieldErrors; readonly stop: boolean } {
  const path = specPath.child(list)
  if (next.length !== old.length)
    return { errors: [forbidden(path, "pod updates may not add or remove containers")], stop: true }
  const errors = next.flatMap(({ image = "" }, at) => {
    const own = path.index(at).child("image")
    if (image === "") return [required(own)]
    return image.trim() === image ? [] : [invalid(own, image, "must not have leading or trailing whitespace")]
  })
  return { errors, stop: false }
}

/** The deadline may be set once and only come nearer. */
function validateDeadline(
  { activeDeadlineSeconds: next }: PodSpec,
  { activeDeadlineSeconds: old }: PodSpec,
): FieldErrors {
  const path = specPath.child("activeDeadlineSeconds")
  if (next === undefined)
    return old === undefined ? [] : [invalid(path, null, "must not update from a positive integer to nil value")]
  const range = about(path, next, inRange(next, 0, 2 ** 31 - 1))
  if (range.length > 0) return range
  return old !== undefined && old < next ? [invalid(path, next, "must be less than or equal to previous value")] : []
}

function validateOnlyAddedTolerations(next: PodSpec, old: PodSpec): FieldErrors {
  const untimed = ({ tolerationSeconds: _, ...rest }: Toleration) => rest
  const kept = (next.tolerations ?? []).map(untimed)
  const lost = (old.tolerations ?? []).map(untimed).some((each) => !kept.some((other) => isDeepEqual(each, other)))
  if (!lost) return []
  const detail = "existing toleration can not be modified except its tolerationSeconds"
  return [forbidden(specPath.child("tolerations"), detail)]
}

function validateGates(next: PodSpec, old: PodSpec): FieldErrors {
  const names = new Set((old.schedulingGates ?? []).map(({ name }) => name))
  return (next.schedulingGates ?? []).flatMap(({ name }, at) =>
    names.has(name)
      ? []
      : [
          forbidden(
            specPath.child("schedulingGates").index(at),
            `only deletion is allowed, but found new scheduling gate '${name}'`,
          ),
        ],
  )
}

/** All that has no rule of its own must be as it was. */
function validateRest(next: PodSpec, old: PodSpec): FieldErrors {
  if (isDeepEqual(next, old)) return []
  const gated = (old.schedulingGates?.length ?? 0) > 0
  const gatedErrors = gated ? validateGatedPlacement(next, old) : []
  const aligned = withOldChangeables(gated ? withOldPlacement(next, old) : next, old)
  if (isDeepEqual(aligned, old)) return gatedErrors
  const difference = describeDifference(old, aligned)
  return [
    ...gatedErrors,
    forbidden(specPath, `pod updates may not change fields other than ${changeable}\n${difference}`),
  ]
}

function withOldChangeables(next: PodSpec, old: PodSpec): PodSpec {
  const was = old.terminationGracePeriodSeconds ?? 0
  const endsNow = was < 0 && next.terminationGracePeriodSeconds === 1
  return {
    ...next,
    containers: withOldImages(next.containers ?? [], old.containers ?? []),
    ...(next.initContainers === undefined
      ? {}
      : { initContainers: withOldImages(next.initContainers, old.initContainers ?? []) }),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    tolerations: old.tolerations,
    schedulingGates: old.schedulingGates,
    ...(endsNow ? { terminationGracePeriodSeconds: was } : {}),
  }
}

function withOldImages(next: readonly Container[], old: readonly Container[]): readonly Container[] {
  return next.map((container, at) => ({ ...container, image: old[at]?.image }))
}

/** While a gate holds the pod back, where it may run can be narrowed. */
function validateGatedPlacement(next: PodSpec, old: PodSpec): FieldErrors {
  const path = specPath.child("nodeSelector")
  const widened = Object.entries(old.nodeSelector ?? {}).some(([key, value]) => next.nodeSelector?.[key] !== value)
  const nodeAffinity = next.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  const oldAffinity = old.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return [
    ...(widened
      ? [
          invalid(
            path,
            next.nodeSelector,
            "only additions to spec.nodeSelector are allowed (no mutations or deletions)",
          ),
        ]
      : []),
    ...(oldAffinity === undefined ? [] : validateNarrowed(nodeAffinity, oldAffinity)),
  ]
}

function validateNarrowed(next: NodeSelector | undefined, old: NodeSelector): FieldErrors {
  const path = specPath.child("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
  const terms = path.child("nodeSelectorTerms")
  const [now, before] = [next?.nodeSelectorTerms ?? [], old.nodeSelectorTerms ?? []]
  if (now.length !== before.length)
    return [invalid(terms, now, "no additions/deletions to non-empty NodeSelectorTerms list are allowed")]
  return now.flatMap((term, at) => {
    const was = before[at]
    const keeps = (field: "matchExpressions" | "matchFields") =>
      (was?.[field] ?? []).every((requirement, each) => isDeepEqual(requirement, term[field]?.[each]))
    if (keeps("matchExpressions") && keeps("matchFields")) return []
    return [invalid(terms.index(at), term, "only additions are allowed (no mutations or deletions)")]
  })
}

function withOldPlacement(next: PodSpec, old: PodSpec): PodSpec {
  const { nodeAffinity: _, ...others } = next.affinity ?? {}
  const nodeAffinity = old.affinity?.nodeAffinity
  const affinity = { ...others, ...(nodeAffinity === undefined ? {} : { nodeAffinity }) }
  const kept = Object.keys(affinity).length === 0 ? old.affinity : affinity
  return { ...next, nodeSelector: old.nodeSelector, affinity: kept }
}
