import type { Random } from "../../base/random.ts"
import type { ApiResponse } from "../request.ts"
import type { Filter } from "./filter.ts"

/** Every answer names its request: as the client called it, else as we do (k8s.io/apiserver `WithAuditInit`). */
export function newAuditId(random: Random): Filter {
  return async (exchange, next) => {
    const id = exchange.request.headers["audit-id"] || random.uuid()
    return withHeader(await next({ ...exchange, auditId: id }), id)
  }
}

function withHeader(answer: ApiResponse, id: string): ApiResponse {
  if ("takeOver" in answer) return answer
  return { ...answer, headers: { ...answer.headers, "audit-id": id } }
}
