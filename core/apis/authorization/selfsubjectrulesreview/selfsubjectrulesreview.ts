import { badRequest } from "../../../machinery/status/status-error.ts"
import { selfsubjectrulesreviews } from "../../resources.gen.ts"
import { reviewKind } from "../../strategy/review.ts"

/** What may I do in this namespace? `kubectl auth can-i --list`. */
export const selfSubjectRulesReview = reviewKind(selfsubjectrulesreviews, ({ spec }) => {
  if (!spec.namespace) throw badRequest("no namespace on request")
  return []
})
