import { expect, it } from "vitest"
import { conflict, failure } from "../../../../core/machinery/status/status-error.ts"
import { afterEdit, type WriteProblem, writeProblemOf } from "./write-problems.ts"

it("tells of each wrong field", () => {
  const causes = [{ reason: "FieldValueInvalid", field: "spec.replicas", message: "Invalid value: -1" }]
  const problem = writeProblemOf(failure(422, "Invalid", "it is invalid", { causes }))
  expect(problem).toEqual({
    type: "invalid",
    message: "it is invalid",
    fields: [{ field: "spec.replicas", message: "Invalid value: -1" }],
  })
})

it("tells an object that changed from fields that others own", () => {
  expect(writeProblemOf(conflict({ group: "", plural: "pods" }, "a", "it changed")).type).toBe("changed")
  const cause = (manager: string, field: string) => ({
    reason: "FieldManagerConflict",
    field,
    message: `conflict with "${manager}" using apps/v1`,
  })
  const causes = [cause("kubectl", ".spec.replicas"), cause("hpa", ".spec.x"), cause("kubectl", ".spec.paused")]
  expect(writeProblemOf(failure(409, "Conflict", "conflicts", { causes }))).toEqual({
    type: "owned",
    message: "conflicts",
    owners: [
      { manager: "kubectl", fields: ["spec.replicas", "spec.paused"] },
      { manager: "hpa", fields: ["spec.x"] },
    ],
  })
})

it("finds the fields in the one sentence of strict decoding", () => {
  const problem = writeProblemOf(failure(400, "BadRequest", 'strict decoding error: unknown field "spec.foo"'))
  expect(problem).toMatchObject({ type: "invalid", fields: [{ field: "spec.foo" }] })
})

it("keeps only what an edit cannot mend", () => {
  const message = "no"
  const problems: readonly WriteProblem[] = [
    { type: "invalid", message, fields: [] },
    { type: "changed", message },
    { type: "owned", message, owners: [] },
    { type: "gone", message },
    { type: "refused", message },
    { type: "unusable", message },
  ]
  expect(problems.flatMap((problem) => afterEdit(problem)?.type ?? [])).toEqual(["changed", "owned"])
})
