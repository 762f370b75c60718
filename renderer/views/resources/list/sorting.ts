import type { ListColumn } from "./shown-columns.ts"

/** By which column, and whether the largest stands first. */
export interface Sorting {
  readonly id: string
  readonly descending: boolean
}

/** Of events the last ones matter most; of all else one looks for a name. */
export function usualSorting(plural: string, columns: readonly ListColumn[]): Sorting {
  const first = plural === "events" ? columns.find(({ definition }) => definition.name === "Last Seen") : undefined
  return { id: first?.id ?? columns[0]?.id ?? "Name", descending: false }
}

export function parseSorting(value: unknown): Sorting | undefined {
  if (typeof value !== "object" || value === null) return undefined
  const { id, descending } = value as Record<string, unknown>
  return typeof id === "string" && typeof descending === "boolean" ? { id, descending } : undefined
}
