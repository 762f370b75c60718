import type { StatusError } from "../status/status-error.ts"
import { failure } from "../status/status-error.ts"
import { formatPath } from "./field-set.ts"
import type { Owner } from "./owners.ts"

/** A field that who applies wants to set and another owns. */
export interface Conflict {
  readonly owner: Owner
  readonly path: readonly string[]
}

/** The 409 of server-side apply, as Kubernetes words it. */
export function conflictError(conflicts: readonly Conflict[]): StatusError {
  const causes = conflicts.map(({ owner, path }) => ({
    reason: "FieldManagerConflict",
    message: `conflict with ${describe(owner)}`,
    field: formatPath(path),
  }))
  return failure(409, "Conflict", messageOf(conflicts), { causes })
}

function messageOf(conflicts: readonly Conflict[]): string {
  const [only] = conflicts
  if (only !== undefined && conflicts.length === 1) {
    return `Apply failed with 1 conflict: conflict with ${describe(only.owner)}: ${formatPath(only.path)}`
  }
  const lines = [...Map.groupBy(conflicts, ({ owner }) => owner)].flatMap(([owner, own]) => [
    `conflicts with ${describe(owner)}:`,
    ...own.map(({ path }) => `- ${formatPath(path)}`),
  ])
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join("\n")}`
}

function describe({ manager, operation, apiVersion, subresource }: Owner): string {
  const through = subresource === "" ? "" : ` with subresource ${JSON.stringify(subresource)}`
  return `${JSON.stringify(manager)}${through}${operation === "Update" ? ` using ${apiVersion}` : ""}`
}
