import type { UserInfo } from "../../machinery/api/kind.ts"
import type { Protobuf } from "../../machinery/protobuf/protobuf.ts"
import type { AuditNotes } from "../audit/notes.ts"
import { anonymous } from "../authentication/users.ts"
import type { ApiRequest, ApiResponse, RequestInfo } from "../request.ts"

/** A request on its way, and what the filters before have found out about it. */
export interface Exchange {
  readonly request: ApiRequest
  readonly info: RequestInfo
  readonly user: UserInfo
  /** There when the client takes answers in it. */
  readonly protobuf?: Protobuf
  /** As the answer and the audit log name this request. */
  readonly auditId?: string
  /** There when the audit log tells of this request. */
  readonly audit?: AuditNotes
}

export type Handler = (exchange: Exchange) => Promise<ApiResponse>

/** One stage: answers itself, or hands on to `next` what it was given or more. Refuses with a StatusError. */
export type Filter = (exchange: Exchange, next: Handler) => Promise<ApiResponse>

/** The filters in their order, then the handler. */
export function chain(filters: readonly Filter[], handler: Handler): (request: ApiRequest) => Promise<ApiResponse> {
  const whole = filters.reduceRight<Handler>((next, filter) => (exchange) => filter(exchange, next), handler)
  return (request) => whole({ request, info: unread, user: anonymous })
}

/** Before `requestInfo` has looked. */
const unread: RequestInfo = {
  isResource: false,
  verb: "",
  path: "",
  group: "",
  version: "",
  namespace: "",
  plural: "",
  subresource: "",
  name: "",
  rest: "",
}
