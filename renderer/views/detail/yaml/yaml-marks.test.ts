import { expect, it } from "vitest"
import { parseManifests } from "./manifest-text.ts"
import { marksIn, serverMarks } from "./yaml-marks.ts"

const root = { type: "object", properties: { a: { type: "integer" }, kind: { type: "string" } } }
const schema = { document: { components: { schemas: {} } }, root }

it("marks what is no YAML, and what the schema of its document does not know", () => {
  const text = "kind: A\na: x\n---\nkind: B\na: x\n"
  const marks = marksIn(text, ({ kind }) => (kind === "A" ? schema : undefined))
  expect(marks.map(({ from, to, severity }) => [text.slice(from, to), severity])).toEqual([["x", "warning"]])
  expect(marksIn("a: [1", () => undefined)[0]?.severity).toBe("error")
})

it("marks the fields that the API server complains about", () => {
  const text = "a: 1\nb:\n  c: 2\n"
  const [document] = parseManifests(text)
  const marks = document === undefined ? [] : serverMarks(document, [{ field: "b.c", message: "Invalid" }])
  expect(marks).toEqual([{ from: 13, to: 14, severity: "error", message: "b.c: Invalid" }])
})
