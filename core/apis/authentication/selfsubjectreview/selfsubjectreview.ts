import { selfsubjectreviews } from "../../resources.gen.ts"
import { reviewKind } from "../../strategy/review.ts"

/** Who am I? `kubectl auth whoami`. */
export const selfSubjectReview = reviewKind(selfsubjectreviews, () => [])
