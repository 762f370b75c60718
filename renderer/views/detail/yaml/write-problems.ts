import type { StatusError } from "../../../../core/machinery/status/status-error.ts"

/** What the API server says is wrong with one field. */
export interface FieldProblem {
  /** `spec.containers[0].image` */
  readonly field: string
  readonly message: string
}

/** Somebody who has written a field that one wants to write. */
export interface FieldOwner {
  readonly manager: string
  readonly fields: readonly string[]
}

/** Why a write was refused, told apart by what can be done about it. */
export type WriteProblem =
  /** Fields are wrong: mend them. */
  | { readonly type: "invalid"; readonly message: string; readonly fields: readonly FieldProblem[] }
  /** The object was changed meanwhile: look at what changed. */
  | { readonly type: "changed"; readonly message: string }
  /** Others own the fields (server-side apply): take them, or leave them. */
  | { readonly type: "owned"; readonly message: string; readonly owners: readonly FieldOwner[] }
  /** The object is gone. */
  | { readonly type: "gone"; readonly message: string }
  | { readonly type: "refused"; readonly message: string }
  /** It is not even asked: the text stands for nothing that could be written here. */
  | { readonly type: "unusable"; readonly message: string }

/** What remains of a problem when the text is edited: whether it still is wrong is asked anew. */
export function afterEdit(problem: WriteProblem | undefined): WriteProblem | undefined {
  return problem?.type === "changed" || problem?.type === "owned" ? problem : undefined
}

export function writeProblemOf(error: StatusError): WriteProblem {
  const { message } = error
  const causes = error.status.details?.causes ?? []
  const owners = causes.filter(({ reason }) => reason === "FieldManagerConflict")
  if (owners.length > 0) return { type: "owned", message, owners: ownersIn(owners) }
  if (error.reason === "Conflict") return { type: "changed", message }
  if (error.reason === "NotFound") return { type: "gone", message }
  const fields = causes.flatMap(({ field, message: words }) =>
    field === undefined || field === "" ? [] : [{ field, message: words ?? message }],
  )
  if (error.reason === "Invalid" || fields.length > 0) return { type: "invalid", message, fields }
  const unknown = unknownFieldsIn(message)
  return unknown.length > 0 ? { type: "invalid", message, fields: unknown } : { type: "refused", message }
}

/** Each cause names one field, and the manager in quotes: `conflict with "kubectl" using apps/v1`. */
function ownersIn(causes: readonly { readonly field?: string | undefined; readonly message?: string | undefined }[]) {
  const fields = new Map<string, string[]>()
  for (const { field = "", message = "" } of causes) {
    const manager = /^conflict with "([^"]*)"/.exec(message)?.[1] ?? message
    fields.set(manager, [...(fields.get(manager) ?? []), field.replace(/^\./, "")])
  }
  return [...fields].map(([manager, owned]) => ({ manager, fields: owned }))
}

/** Strict decoding tells of all in one sentence: `strict decoding error: unknown field "spec.foo", unknown field …`. */
function unknownFieldsIn(message: string): readonly FieldProblem[] {
  return [...message.matchAll(/(unknown|duplicate) field "([^"]+)"/g)].map(([words, , field = ""]) => ({
    field,
    message: words,
  }))
}
