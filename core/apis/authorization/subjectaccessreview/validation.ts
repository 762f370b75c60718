import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import type { ObjectMeta } from "../../../machinery/meta/v1.gen.ts"
import type { ResourceAttributes, SelfSubjectAccessReviewSpec, SubjectAccessReviewSpec } from "../v1.gen.ts"

/** Who and what. */
export function validateSubjectSpec(spec: SubjectAccessReviewSpec): FieldErrors {
  const { user = "", groups = [] } = spec
  return [
    ...validateEither(spec),
    ...(user === "" && groups.length === 0
      ? [invalid(specPath.child("user"), user, "at least one of user or group must be specified")]
      : []),
    ...validateAttributes(spec.resourceAttributes),
  ]
}

/** What the one who asks may do. */
export function validateSelfSpec(spec: SelfSubjectAccessReviewSpec): FieldErrors {
  return [...validateEither(spec), ...validateAttributes(spec.resourceAttributes)]
}

/** A question has no name. `allowed`: what it may say about itself all the same. */
export function validateEmptyMetadata(metadata: ObjectMeta, allowed: readonly (keyof ObjectMeta)[] = []): FieldErrors {
  const given = Object.entries(metadata).filter(
    ([field, value]) => value !== undefined && value !== null && !ignored.has(field) && !isOneOf(field, allowed),
  )
  if (given.length === 0) return []
  const except = allowed.length === 0 ? "" : ` except for ${allowed.join(", ")}`
  return [invalid("metadata", Object.fromEntries(given), `must be empty${except}`)]
}

const specPath = FieldPath.of("spec")

/** Filled in by the server before anybody looks. */
const ignored = new Set(["managedFields", "uid", "creationTimestamp"])

function isOneOf(field: string, list: readonly string[]): boolean {
  return list.includes(field)
}

function validateEither({ resourceAttributes, nonResourceAttributes }: SelfSubjectAccessReviewSpec): FieldErrors {
  if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
    const detail = "cannot be specified in combination with resourceAttributes"
    return [invalid(specPath.child("nonResourceAttributes"), nonResourceAttributes, detail)]
  }
  if (resourceAttributes === undefined && nonResourceAttributes === undefined) {
    const detail = "exactly one of nonResourceAttributes or resourceAttributes must be specified"
    return [invalid(specPath.child("resourceAttributes"), null, detail)]
  }
  return []
}

function validateAttributes(attributes: ResourceAttributes | undefined): FieldErrors {
  const path = specPath.child("resourceAttributes")
  return (["fieldSelector", "labelSelector"] as const).flatMap((field) => {
    const selector = attributes?.[field]
    if (selector === undefined) return []
    const { rawSelector = "", requirements = [] } = selector
    const own = path.child(field)
    if (rawSelector !== "" && requirements.length > 0)
      return [invalid(own.child("rawSelector"), rawSelector, "may not specified at the same time as requirements")]
    return rawSelector === "" && requirements.length === 0
      ? [required(own.child("requirements"), `when ${own} is specified, requirements or rawSelector is required`)]
      : []
  })
}
