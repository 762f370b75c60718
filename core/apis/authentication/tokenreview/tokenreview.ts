import { badRequest } from "../../../machinery/status/status-error.ts"
import { tokenreviews } from "../../resources.gen.ts"
import { reviewKind } from "../../strategy/review.ts"

/** Whose token is this? */
export const tokenReview = reviewKind(tokenreviews, ({ spec }) => {
  if (!spec.token) throw badRequest("token is required for TokenReview in authentication")
  return []
})
