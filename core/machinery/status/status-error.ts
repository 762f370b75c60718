import type { FieldErrors } from "../field/field-error.ts"
import { formatFieldError } from "../field/field-error.ts"
import type { Status } from "../meta/v1.gen.ts"

/**
 * A failure as the API says it: code, reason, message, details. The only class that leaves a registry, a strategy or
 * an admission plugin on purpose. Messages are Kubernetes' own (k8s.io/apimachinery `api/errors`).
 */
export class StatusError extends Error {
  override readonly name = "StatusError"
  readonly status: Status

  constructor(status: Status, options?: ErrorOptions) {
    super(status.message ?? "", options)
    this.status = status
  }

  get code(): number {
    return this.status.code ?? 500
  }

  get reason(): string {
    return this.status.reason ?? ""
  }
}

/** Which resource a failure is about: plural and group, or kind and group where Kubernetes names the kind. */
export interface About {
  readonly group: string
  readonly plural: string
}

export function failure(code: number, reason: string, message: string, details?: Status["details"]): StatusError {
  const base = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message } as const
  return new StatusError({ ...base, ...(reason === "" ? {} : { reason }), ...(details ? { details } : {}), code })
}

export function notFound(about: About, name: string): StatusError {
  return failure(404, "NotFound", `${qualified(about)} "${name}" not found`, detailsOf(about, name))
}

export function alreadyExists(about: About, name: string): StatusError {
  return failure(409, "AlreadyExists", `${qualified(about)} "${name}" already exists`, detailsOf(about, name))
}

export function conflict(about: About, name: string, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualified(about)} "${name}": ${why}`
  return failure(409, "Conflict", message, detailsOf(about, name))
}

/** What a stale resourceVersion is told. */
export const staleVersion =
  "the object has been modified; please apply your changes to the latest version and try again"

export function invalidObject(
  kind: { readonly group: string; readonly kind: string },
  name: string,
  errors: FieldErrors,
): StatusError {
  const qualifiedKind = kind.group === "" ? kind.kind : `${kind.kind}.${kind.group}`
  const unique = [...new Map(errors.map((error) => [formatFieldError(error), error])).values()]
  const words = unique.map(formatFieldError)
  const message = `${qualifiedKind} "${name}" is invalid: ${words.length === 1 ? words[0] : `[${words.join(", ")}]`}`
  return failure(422, "Invalid", message, {
    ...(name === "" ? {} : { name }),
    ...(kind.group === "" ? {} : { group: kind.group }),
    ...(kind.kind === "" ? {} : { kind: kind.kind }),
    causes: errors.map((error) => ({ reason: error.type, message: error.body, field: error.field })),
  })
}

export function badRequest(message: string): StatusError {
  return failure(400, "BadRequest", message)
}

export function unauthorized(): StatusError {
  return failure(401, "Unauthorized", "Unauthorized")
}

export function forbidden(about: About, name: string, why: string): StatusError {
  const subject = about.plural === "" ? "forbidden" : `${qualified(about)} "${name}" is forbidden`
  const bare = name === "" && about.plural !== "" ? `${qualified(about)} is forbidden` : subject
  return failure(403, "Forbidden", `${bare}: ${why}`, detailsOf(about, name))
}

export function unsupportedMediaType(message: string): StatusError {
  return failure(415, "UnsupportedMediaType", message)
}

export function notAcceptable(message: string): StatusError {
  return failure(406, "NotAcceptable", message)
}

/** A resourceVersion that is gone: list again. */
export function expired(message: string): StatusError {
  return failure(410, "Expired", message)
}

export function tooManyRequests(message: string, retryAfterSeconds: number): StatusError {
  return failure(429, "TooManyRequests", message, { retryAfterSeconds })
}

export function internalError(message: string): StatusError {
  return failure(500, "InternalError", `Internal error occurred: ${message}`, { causes: [{ message }] })
}

export function serviceUnavailable(message: string): StatusError {
  return failure(503, "ServiceUnavailable", message)
}

export function hasReason(error: unknown, reason: string): error is StatusError {
  return error instanceof StatusError && error.reason === reason
}

export function isNotFound(error: unknown): error is StatusError {
  return hasReason(error, "NotFound")
}

export function isConflict(error: unknown): error is StatusError {
  return hasReason(error, "Conflict")
}

export function isAlreadyExists(error: unknown): error is StatusError {
  return hasReason(error, "AlreadyExists")
}

/** The resourceVersion asked for is no longer kept. */
export function isExpired(error: unknown): error is StatusError {
  return hasReason(error, "Expired") || hasReason(error, "Gone")
}

function qualified({ group, plural }: About): string {
  return group === "" ? plural : `${plural}.${group}`
}

function detailsOf({ group, plural }: About, name: string): NonNullable<Status["details"]> {
  return {
    ...(name === "" ? {} : { name }),
    ...(group === "" ? {} : { group }),
    ...(plural === "" ? {} : { kind: plural }),
  }
}
