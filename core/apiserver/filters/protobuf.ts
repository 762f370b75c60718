import type { LazyProtobuf } from "../../machinery/protobuf/lazy-protobuf.ts"
import type { Filter } from "./filter.ts"

/** Has protobuf ready for whoever takes answers in it, so that what answers need not wait for it. */
export function newProtobuf(protobuf: LazyProtobuf): Filter {
  return async (exchange, next) => {
    const accept = exchange.request.headers["accept"] ?? ""
    if (!accept.includes("application/vnd.kubernetes.protobuf")) return next(exchange)
    return next({ ...exchange, protobuf: await protobuf.load() })
  }
}
