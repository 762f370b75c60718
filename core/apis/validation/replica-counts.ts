import { type FieldErrors, invalid } from "../../machinery/field/field-error.ts"
import { FieldPath } from "../../machinery/field/field-path.ts"
import { nonNegative } from "./numbers.ts"

/** What a workload's status counts: none below zero, no part above the whole, and no more available than ready. */
export function validateReplicaCounts<Part extends string, Count extends string>(
  status: Readonly<
    Partial<Record<Part | Count | "replicas" | "readyReplicas" | "availableReplicas", number | undefined>>
  >,
  { counts, parts }: { readonly counts: readonly Count[]; readonly parts: readonly Part[] },
): FieldErrors {
  const path = FieldPath.of("status")
  const { replicas = 0, readyReplicas = 0, availableReplicas = 0 } = status
  const above = (field: string, value: number, most: number, mostField: string) =>
    value > most ? [invalid(path.child(field), value, `cannot be greater than ${mostField}`)] : []
  return [
    ...counts.flatMap((field) => nonNegative(path.child(field), status[field])),
    ...parts.flatMap((field) => above(field, status[field] ?? 0, replicas, "status.replicas")),
    ...above("availableReplicas", availableReplicas, readyReplicas, "readyReplicas"),
  ]
}
