import { describeError, type Log } from "../../base/log.ts"
import type { LazyProtobuf } from "../../machinery/protobuf/lazy-protobuf.ts"
import type { Protobuf } from "../../machinery/protobuf/protobuf.ts"
import { failure, StatusError } from "../../machinery/status/status-error.ts"
import { negotiate, type Representation } from "../endpoints/answer/negotiate.ts"
import { statusResponse } from "../endpoints/respond.ts"
import type { ApiRequest } from "../request.ts"
import type { Filter } from "./filter.ts"

/** The outermost: a failure becomes an answer. One that nobody meant is logged, and told without its details. */
export function newFailures(log: Log, protobuf: LazyProtobuf): Filter {
  return async (exchange, next) => {
    try {
      return await next(exchange)
    } catch (error) {
      const representation = representationFor(exchange.request, protobuf.loaded)
      if (error instanceof StatusError) return statusResponse(error, representation)
      if (exchange.request.signal.aborted) return statusResponse(failure(499, "", "the client went away"))
      log.error("Failed to serve a request", {
        method: exchange.request.method,
        path: exchange.request.path,
        error: describeError(error),
        stack: error instanceof Error ? error.stack : undefined,
      })
      return statusResponse(internal(exchange.request.path), representation)
    }
  }
}

/** A client that takes nothing we have is told its failure all the same. */
function representationFor(request: ApiRequest, protobuf: Protobuf | undefined): Representation | undefined {
  try {
    return negotiate({ request, ...(protobuf && { protobuf }) }, [], { group: "", version: "v1", kind: "Status" })
  } catch {
    return undefined
  }
}

/** What Kubernetes says after a panic. */
function internal(path: string): StatusError {
  const message = `This request caused apiserver to panic. Look in the logs for details: ${path}`
  return failure(500, "InternalError", message)
}
