import type { Client } from "../../../../core/client/client.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { isNotFound, StatusError } from "../../../../core/machinery/status/status-error.ts"
import { fieldManager } from "../yaml/field-manager.ts"
import { isSameButStatus } from "../yaml/manifest-edit.ts"
import { type WriteProblem, writeProblemOf } from "../yaml/write-problems.ts"
import type { PlannedObject } from "./planned-objects.ts"

/** What came of one object, or would come of it. */
export type ApplyOutcome =
  | { readonly type: "created" | "changed" | "same" }
  | { readonly type: "failed"; readonly problem: WriteProblem }

export interface ApplyOptions {
  readonly client: Client
  readonly dryRun: boolean
  /** Takes fields from other managers. */
  readonly force: boolean
}

/**
 * As `kubectl apply --server-side` does with one object, or `kubectl create` with one that is yet to be named; a dry run
 * only asks what would come of it.
 */
export async function applyObject(
  planned: Extract<PlannedObject, { type: "object" }>,
  { client, dryRun, force }: ApplyOptions,
): Promise<ApplyOutcome> {
  const { resource, namespace, name, body } = planned
  const at = { ...(namespace === "" ? {} : { namespace }), name }
  try {
    if (name === "") {
      // The API server checks it against the kind's schema.
      await client.create(resource, body as unknown as ApiObject, { dryRun, fieldManager })
      return { type: "created" }
    }
    const before = await client.get<ApiObject>(resource, at).catch(undefinedWhenMissing)
    const after = await client.patch<ApiObject>(resource, at, { type: "apply", body, force }, { dryRun, fieldManager })
    if (before === undefined) return { type: "created" }
    return { type: isSameButStatus(before, after) ? "same" : "changed" }
  } catch (error) {
    if (error instanceof StatusError) return { type: "failed", problem: writeProblemOf(error) }
    const message = error instanceof Error ? error.message : String(error)
    return { type: "failed", problem: { type: "refused", message } }
  }
}

function undefinedWhenMissing(error: unknown): undefined {
  if (isNotFound(error)) return undefined
  throw error
}
