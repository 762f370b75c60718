import { selfsubjectaccessreviews } from "../../resources.gen.ts"
import { reviewKind } from "../../strategy/review.ts"
import { validateEmptyMetadata, validateSelfSpec } from "../subjectaccessreview/validation.ts"

/** May I do something? `kubectl auth can-i`. */
export const selfSubjectAccessReview = reviewKind(selfsubjectaccessreviews, ({ metadata, spec }) => [
  ...validateSelfSpec(spec),
  ...validateEmptyMetadata(metadata),
])
