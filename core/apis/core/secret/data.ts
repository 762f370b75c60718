import { isDeepEqual } from "../../../base/json.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden } from "../../../machinery/field/field-error.ts"

/** What one secret or config map may hold. */
export const mostDataBytes = 1024 * 1024

/** Bytes behind padded base64. */
export function base64Length(text: string): number {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0
  return Math.floor((text.length * 3) / 4) - padding
}

const frozen = "field is immutable when `immutable` is set"

/** What `immutable: true` promises for as long as the object lives. */
export function validateUnchangedData<K extends string>(
  next: { readonly immutable?: boolean | undefined } & { readonly [key in K]?: unknown },
  old: { readonly immutable?: boolean | undefined } & { readonly [key in K]?: unknown },
  fields: readonly K[],
): FieldErrors {
  if (old.immutable !== true) return []
  return [
    ...(next.immutable === true ? [] : [forbidden("immutable", frozen)]),
    ...fields
      .filter((field) => !isDeepEqual(next[field] ?? {}, old[field] ?? {}))
      .map((field) => forbidden(field, frozen)),
  ]
}
