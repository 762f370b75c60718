import { subjectaccessreviews } from "../../resources.gen.ts"
import { reviewKind } from "../../strategy/review.ts"
import { validateEmptyMetadata, validateSubjectSpec } from "./validation.ts"

/** May somebody do something? */
export const subjectAccessReview = reviewKind(subjectaccessreviews, ({ metadata, spec }) => [
  ...validateSubjectSpec(spec),
  ...validateEmptyMetadata(metadata),
])
