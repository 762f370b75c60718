import { type Clock, formatMicroTime } from "../../base/clock.ts"
import { describeError } from "../../base/log.ts"
import type { UserInfo } from "../../machinery/api/kind.ts"
import { StatusError } from "../../machinery/status/status-error.ts"
import type { AuditTrail } from "../audit/audit-log.ts"
import type { AuditEvent, AuditObjectReference, AuditStatus, AuditUser } from "../audit/event.ts"
import type { AuditNotes } from "../audit/notes.ts"
import { type AuditPolicy, isAudited } from "../audit/policy.ts"
import type { ApiResponse, RequestInfo } from "../request.ts"
import type { Exchange, Filter } from "./filter.ts"

/**
 * Leaves an event of what the policy names, once its answer is complete. It stands behind authentication, so that it
 * knows who asks, and before impersonation and authorization, so that it tells of what they refuse.
 */
export function newAudit(deps: {
  readonly policy: AuditPolicy
  readonly trail: AuditTrail
  readonly clock: Clock
}): Filter {
  const { policy, trail, clock } = deps
  return async (exchange, next) => {
    if (!isAudited(policy, exchange.info)) return next(exchange)
    const receivedMs = clock.now()
    const notes: AuditNotes = {}
    const record = (status: AuditStatus, stage: AuditEvent["stage"] = "ResponseComplete") =>
      trail.record(eventOf(exchange, notes, { status, stage, receivedMs, endedMs: clock.now() }))
    try {
      return recordedAtItsEnd(await next({ ...exchange, audit: notes }), record)
    } catch (error) {
      if (error instanceof StatusError) record(failed(error))
      else if (exchange.request.signal.aborted) record({ metadata: {}, code: 499 })
      else record(panicked(error), "Panic")
      throw error
    }
  }
}

/** A stream's end is when it ends; an answer of bytes is as good as sent. */
function recordedAtItsEnd(answer: ApiResponse, record: (status: AuditStatus) => void): ApiResponse {
  if ("body" in answer) {
    record({ metadata: {}, code: answer.status })
    return answer
  }
  if ("run" in answer) {
    const ended = () => record({ metadata: {}, code: answer.status })
    return { ...answer, run: (sink, signal) => answer.run(sink, signal).finally(ended) }
  }
  const ended = () => record({ metadata: {}, code: 101 })
  return { takeOver: (socket, head, signal) => answer.takeOver(socket, head, signal).finally(ended) }
}

interface Ending {
  readonly status: AuditStatus
  readonly stage: AuditEvent["stage"]
  readonly receivedMs: number
  readonly endedMs: number
}

/** Where Kubernetes cuts a user agent. */
const userAgentMax = 1024

function eventOf({ request, info, user, auditId }: Exchange, notes: AuditNotes, ending: Ending): AuditEvent {
  const userAgent = request.headers["user-agent"]
  const { impersonatedUser, authorization } = notes
  return {
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level: "Metadata",
    auditID: auditId ?? "",
    stage: ending.stage,
    requestURI: request.query === "" ? request.path : `${request.path}?${request.query}`,
    verb: info.verb,
    user: auditUser(user),
    ...(impersonatedUser === undefined ? {} : { impersonatedUser: auditUser(impersonatedUser) }),
    sourceIPs: request.remoteAddress === undefined ? [] : [request.remoteAddress.replace(/^::ffff:/, "")],
    ...(userAgent === undefined ? {} : { userAgent: userAgent.slice(0, userAgentMax) }),
    ...(info.isResource ? { objectRef: objectReference(info, notes) } : {}),
    responseStatus: ending.status,
    requestReceivedTimestamp: formatMicroTime(ending.receivedMs),
    stageTimestamp: formatMicroTime(ending.endedMs),
    ...(authorization === undefined
      ? {}
      : {
          annotations: {
            "authorization.k8s.io/decision": authorization.decision,
            "authorization.k8s.io/reason": authorization.reason,
          },
        }),
  }
}

function auditUser({ name, uid, groups, extra }: UserInfo): AuditUser {
  return {
    username: name,
    ...(uid === undefined || uid === "" ? {} : { uid }),
    groups,
    ...(extra === undefined ? {} : { extra }),
  }
}

/** From the URL, and from what was stored where the URL has no name. Empty members are left out. */
function objectReference(info: RequestInfo, { object }: AuditNotes): AuditObjectReference {
  const { namespace, plural: resource, group: apiGroup, version: apiVersion, subresource } = info
  const written = object?.metadata
  const name = info.name || written?.name
  return {
    resource,
    ...(namespace === "" ? {} : { namespace }),
    ...(name === undefined || name === "" ? {} : { name }),
    ...(written?.uid === undefined ? {} : { uid: written.uid }),
    ...(apiGroup === "" ? {} : { apiGroup }),
    apiVersion,
    ...(written?.resourceVersion === undefined ? {} : { resourceVersion: written.resourceVersion }),
    ...(subresource === "" ? {} : { subresource }),
  }
}

function failed({ code, status: { message, reason } }: StatusError): AuditStatus {
  return {
    metadata: {},
    status: "Failure",
    ...(message === undefined ? {} : { message }),
    ...(reason === undefined ? {} : { reason }),
    code,
  }
}

function panicked(error: unknown): AuditStatus {
  const message = `APIServer panic'd: ${describeError(error)}`
  return { metadata: {}, status: "Failure", message, reason: "InternalError", code: 500 }
}
