import type { StatusError } from "../status/status-error.ts"
import { failure } from "../status/status-error.ts"

export type Members = Readonly<Record<string, unknown>>

/** How a list is merged. */
export interface ListShape {
  /** "" for a list of scalars. */
  readonly mergeKey: string
  /** Whether the schema asks for merging; else the patch's list replaces. */
  readonly isMerged: boolean
  /** Merges two items with the same key. */
  readonly merge: (original: Members, patch: Members) => Members
}

export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** Kubernetes answers a strategic merge that cannot be with a bare 500. */
export function patchFailure(message: string): StatusError {
  return failure(500, "", message)
}

/** What is new has nothing for a directive to work on: who has a `$patch` is left out. */
export function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((each) => each !== undefined)
  if (!isObject(value)) return value
  if (value["$patch"] !== undefined) return undefined
  const entries = Object.entries(value).map(([key, each]) => [key, withoutDirectives(each)] as const)
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined))
}
