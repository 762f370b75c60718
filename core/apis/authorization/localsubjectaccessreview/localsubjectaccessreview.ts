import type { RequestFacts } from "../../../machinery/api/kind.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid } from "../../../machinery/field/field-error.ts"
import { localsubjectaccessreviews } from "../../resources.gen.ts"
import { reviewKind } from "../../strategy/review.ts"
import { validateEmptyMetadata, validateSubjectSpec } from "../subjectaccessreview/validation.ts"
import type { LocalSubjectAccessReview } from "../v1.gen.ts"

/** May somebody do something in this namespace? For those who may ask in one only. */
export const localSubjectAccessReview = reviewKind(localsubjectaccessreviews, validateLocal)

function validateLocal({ metadata, spec }: LocalSubjectAccessReview, { namespace }: RequestFacts): FieldErrors {
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec
  return [
    ...validateSubjectSpec(spec),
    ...validateEmptyMetadata(metadata, ["namespace"]),
    ...(resource !== undefined && (resource.namespace ?? "") !== namespace
      ? [invalid("spec.resourceAttributes.namespace", resource.namespace ?? "", "must match metadata.namespace")]
      : []),
    ...(path === undefined ? [] : [invalid("spec.nonResourceAttributes", path, "disallowed on this kind of request")]),
  ]
}
