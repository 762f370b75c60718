import type { FieldPath } from "./field-path.ts"

/**
 * One thing wrong with one field, in the words of k8s.io/apimachinery `field.Error`. `type` is the cause's reason in
 * the answer.
 */
export interface FieldError {
  readonly type:
    | "FieldValueNotFound"
    | "FieldValueRequired"
    | "FieldValueDuplicate"
    | "FieldValueInvalid"
    | "FieldValueNotSupported"
    | "FieldValueForbidden"
    | "FieldValueTooLong"
    | "FieldValueTooMany"
    | "InternalError"
    | "FieldValueTypeInvalid"
  readonly field: string
  /** Without the path: `Required value: name is required`. */
  readonly body: string
}

export type FieldErrors = readonly FieldError[]

type Path = FieldPath | string

export function required(path: Path, detail = ""): FieldError {
  return { type: "FieldValueRequired", field: String(path), body: withDetail("Required value", detail) }
}

export function invalid(path: Path, value: unknown, detail: string): FieldError {
  return { type: "FieldValueInvalid", field: String(path), body: withDetail(`Invalid value: ${show(value)}`, detail) }
}

export function duplicate(path: Path, value: unknown): FieldError {
  return { type: "FieldValueDuplicate", field: String(path), body: `Duplicate value: ${show(value)}` }
}

export function notFound(path: Path, value: unknown): FieldError {
  return { type: "FieldValueNotFound", field: String(path), body: `Not found: ${show(value)}` }
}

/** The supported values stand in the order given: hand them over sorted where Kubernetes sorts them. */
export function notSupported(path: Path, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map((each) => JSON.stringify(each)).join(", ")
  const detail = supported.length === 0 ? "" : `supported values: ${list}`
  return {
    type: "FieldValueNotSupported",
    field: String(path),
    body: withDetail(`Unsupported value: ${show(value)}`, detail),
  }
}

export function forbidden(path: Path, detail: string): FieldError {
  return { type: "FieldValueForbidden", field: String(path), body: withDetail("Forbidden", detail) }
}

/** "may not be more than N bytes", as Kubernetes says since 1.32; the value itself is not repeated. */
export function tooLong(path: Path, maxLength: number): FieldError {
  const unit = maxLength === 1 ? "byte" : "bytes"
  const detail = maxLength >= 0 ? `may not be more than ${maxLength} ${unit}` : "value is too long"
  return { type: "FieldValueTooLong", field: String(path), body: `Too long: ${detail}` }
}

export function tooMany(path: Path, actual: number, max: number): FieldError {
  const unit = max === 1 ? "item" : "items"
  const detail = max >= 0 ? `must have at most ${max} ${unit}` : "has too many items"
  const value = actual >= 0 ? `: ${actual}` : ""
  return { type: "FieldValueTooMany", field: String(path), body: `Too many${value}: ${detail}` }
}

/** `spec.replicas: Invalid value: -1: must be greater than or equal to 0`. */
export function formatFieldError(error: FieldError): string {
  return `${error.field}: ${error.body}`
}

function withDetail(head: string, detail: string): string {
  return detail === "" ? head : `${head}: ${detail}`
}

function show(value: unknown): string {
  if (value === undefined || value === null) return "null"
  if (typeof value === "string") return JSON.stringify(value)
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}
