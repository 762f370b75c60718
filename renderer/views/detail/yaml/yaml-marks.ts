import type { Document } from "yaml"
import type { KindSchema } from "../../../data/openapi-schema.ts"
import { rangeOfField, rangeOfSteps } from "./field-range.ts"
import { objectOf, parseManifests } from "./manifest-text.ts"
import { problemsOf } from "./schema-problems.ts"
import type { FieldProblem } from "./write-problems.ts"

/** Something wrong with a place in the text. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly severity: "error" | "warning"
  readonly message: string
}

/** What a schema is looked up by. */
export type SchemaFor = (object: Readonly<Record<string, unknown>>) => KindSchema | undefined

/** What is wrong with a text: as YAML first, then by the schema of each document's kind. */
export function marksIn(text: string, schemaFor: SchemaFor): readonly Mark[] {
  return parseManifests(text).flatMap((document) => {
    if (document.errors.length > 0) return syntaxMarks(document, text.length)
    const object = objectOf(document)
    const schema = object === undefined ? undefined : schemaFor(object)
    if (object === undefined || schema === undefined) return []
    return problemsOf(schema, object).map(({ path, message }): Mark => {
      return { ...(rangeOfSteps(document, path) ?? startOf(document)), severity: "warning", message }
    })
  })
}

/** Where the API server's complaints about fields belong. */
export function serverMarks(document: Document.Parsed, problems: readonly FieldProblem[]): readonly Mark[] {
  return problems.map(({ field, message }): Mark => {
    return {
      ...(rangeOfField(document, field) ?? startOf(document)),
      severity: "error",
      message: `${field}: ${message}`,
    }
  })
}

function syntaxMarks({ errors }: Document.Parsed, length: number): readonly Mark[] {
  return errors.map(({ pos: [from, to], message }): Mark => {
    const [sentence = message] = message.split("\n")
    return {
      from: Math.min(from, length),
      to: Math.min(Math.max(to, from), length),
      severity: "error",
      message: sentence,
    }
  })
}

function startOf({ contents }: Document.Parsed) {
  const from = contents?.range?.[0] ?? 0
  return { from, to: from }
}
