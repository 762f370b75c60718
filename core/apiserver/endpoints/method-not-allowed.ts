import type { StatusError } from "../../machinery/status/status-error.ts"
import { failure } from "../../machinery/status/status-error.ts"

/** For a verb that the resource does not have. */
export function methodNotAllowed(): StatusError {
  return failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {})
}

/** For a resource that the group version does not have. */
export function resourceNotFound(): StatusError {
  return failure(404, "NotFound", "the server could not find the requested resource", {})
}
