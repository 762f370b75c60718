import { expired, failure, type StatusError } from "../../machinery/status/status-error.ts"
import type { Revision } from "../../storage/revision.ts"

/** A resourceVersion that has not come. Kubernetes' `NewTooLargeResourceVersionError`. */
export function tooLargeResourceVersion(asked: Revision, current: Revision): StatusError {
  const message = `Timeout: Too large resource version: ${asked}, current: ${current}`
  const causes = [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }]
  return failure(504, "Timeout", message, { causes, retryAfterSeconds: 1 })
}

/** What a watch from before the window is told. */
export function tooOldResourceVersion(asked: Revision, oldest: Revision): StatusError {
  return expired(`too old resource version: ${asked} (${oldest})`)
}

/** What an exact list of a compacted revision is told. */
export function listTooOld(): StatusError {
  return expired("The resourceVersion for the provided list is too old.")
}
