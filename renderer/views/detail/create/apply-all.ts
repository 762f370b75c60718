import type { Client } from "../../../../core/client/client.ts"
import { type ApplyOutcome, applyObject } from "./apply-objects.ts"
import type { PlannedObject } from "./planned-objects.ts"

/** What came of one document, or would come of it. */
export interface ApplyResult {
  readonly planned: PlannedObject
  /** Undefined for what cannot be applied: `planned` says why. */
  readonly outcome: ApplyOutcome | undefined
}

export interface ApplyAllOptions {
  readonly client: Client
  readonly dryRun: boolean
  readonly force: boolean
  /** Told after each. */
  report(results: readonly ApplyResult[]): void
}

/** Applies all in their order: what comes first may be what the next needs. One that fails stops no other. */
export async function applyAll(
  plannedObjects: readonly PlannedObject[],
  { report, ...options }: ApplyAllOptions,
): Promise<readonly ApplyResult[]> {
  const results: ApplyResult[] = []
  for (const planned of plannedObjects) {
    const outcome = planned.type === "object" ? await applyObject(planned, options) : undefined
    results.push({
      planned,
      outcome: options.dryRun ? withPlannedNamespace(planned, outcome, plannedObjects) : outcome,
    })
    report([...results])
  }
  return results
}

/** A check cannot see a namespace that is only about to be made: then it is not missing. */
function withPlannedNamespace(
  planned: PlannedObject,
  outcome: ApplyOutcome | undefined,
  all: readonly PlannedObject[],
): ApplyOutcome | undefined {
  if (planned.type !== "object" || outcome?.type !== "failed" || outcome.problem.type !== "gone") return outcome
  const isPlanned = all.some(
    (each) => each.type === "object" && each.resource.kind === "Namespace" && each.name === planned.namespace,
  )
  return isPlanned ? { type: "created" } : outcome
}
