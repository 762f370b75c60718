import type { FieldErrors } from "../../machinery/field/field-error.ts"
import { invalidObject } from "../../machinery/status/status-error.ts"

/** A query that makes no sense is told so as an invalid object of the kind Kubernetes has for it. */
export function refuseOptions(
  kind: "CreateOptions" | "UpdateOptions" | "PatchOptions" | "DeleteOptions" | "ListOptions",
  errors: FieldErrors,
): void {
  if (errors.length > 0) throw invalidObject({ group: "meta.k8s.io", kind }, "", errors)
}
