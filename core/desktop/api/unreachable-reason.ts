import { describeError } from "../../base/log.ts"
import { TimeoutError } from "../../base/wait-until.ts"

/** The system's own names for why nothing could be said to a server. */
const wordsByCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The API server refuses connections: it is starting, or it has ended",
  EHOSTUNREACH: "The node is not on the network",
  ENETUNREACH: "The node's network is not there",
  ETIMEDOUT: "The API server does not answer",
  ECONNRESET: "The connection to the API server was cut",
  EPIPE: "The connection to the API server was cut",
}

/** Why an API server cannot be reached, in a sentence for people. */
export function unreachableReason(error: unknown): string {
  if (error instanceof TimeoutError) return "The API server does not answer"
  let isLost = false
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const words = "code" in cause && typeof cause.code === "string" ? wordsByCode[cause.code] : undefined
    if (words !== undefined) return words
    if (cause.name === "RequestLost") isLost = true
  }
  return isLost ? "The connection to the API server was cut" : describeError(error)
}
