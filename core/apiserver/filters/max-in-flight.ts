import { tooManyRequests } from "../../machinery/status/status-error.ts"
import type { Filter } from "./filter.ts"
import { isLongRunning } from "./long-running.ts"

/** kube-apiserver's `--max-requests-inflight` and `--max-mutating-requests-inflight`. */
export interface InFlightLimits {
  readonly reading: number
  readonly writing: number
}

const defaultInFlightLimits: InFlightLimits = { reading: 400, writing: 200 }

const reading: readonly string[] = ["get", "list", "watch", "head", "options"]

/** Bounds what is worked on at once; who comes too many is told to come again in a second. */
export function newMaxInFlight(limits: InFlightLimits = defaultInFlightLimits): Filter {
  const under = { reading: 0, writing: 0 }
  return async (exchange, next) => {
    if (isLongRunning(exchange.info)) return next(exchange)
    const sort = reading.includes(exchange.info.verb) ? "reading" : "writing"
    if (under[sort] >= limits[sort]) throw tooManyRequests("Too many requests, please try again later.", 1)
    under[sort]++
    try {
      return await next(exchange)
    } finally {
      under[sort]--
    }
  }
}
