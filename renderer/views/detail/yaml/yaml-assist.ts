import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from "@codemirror/autocomplete"
import { type Diagnostic, linter, lintGutter } from "@codemirror/lint"
import type { Extension } from "@codemirror/state"
import { type EditorView, hoverTooltip } from "@codemirror/view"
import type { KindSchema } from "../../../data/openapi-schema.ts"
import { objectOf, parseManifests } from "./manifest-text.ts"
import { completionsAt, describeField, type SchemaCompletion } from "./schema-completions.ts"
import { placeAt } from "./yaml-cursor.ts"
import { type Mark, marksIn, type SchemaFor } from "./yaml-marks.ts"

/** How long one has stopped typing before the text is looked at. */
const lintAfterMs = 400

/**
 * Completion, words about fields, and marks, from the API server's schema. `schemaFor` is asked each time, and so is
 * `serverMarks` for what the API server complained about.
 */
export function yamlAssist(schemaFor: SchemaFor, serverMarks: () => readonly Mark[]): Extension {
  return [
    autocompletion({ override: [(context) => complete(context, schemaFor)], icons: false, activateOnTyping: true }),
    hoverTooltip((view, position) => describeAt(view, position, schemaFor)),
    linter((view) => diagnosticsIn(view, schemaFor, serverMarks()), { delay: lintAfterMs }),
    lintGutter(),
  ]
}

function complete(context: CompletionContext, schemaFor: SchemaFor): CompletionResult | null {
  const text = context.state.doc.toString()
  const place = placeAt(text, context.pos)
  const schema = schemaAtPosition(text, context.pos, schemaFor)
  if (place === undefined || schema === undefined) return null
  const isBlank = place.typed === "" && place.key === undefined
  if (isBlank && !context.explicit) return null
  const options = completionsAt(schema, place).map((completion) => ({
    label: completion.label,
    detail: completion.required ? `${completion.detail} *` : completion.detail,
    ...(completion.description === "" ? {} : { info: completion.description }),
    apply: (view: EditorView, _: unknown, from: number, to: number) => insert(view, completion, from, to),
  }))
  return options.length === 0 ? null : { from: place.from, options, validFor: /^[\w./-]*$/ }
}

/** Puts a field in with what comes behind its colon, and offers its values at once. */
function insert(view: EditorView, { insert: text }: SchemaCompletion, from: number, to: number): void {
  const indent = " ".repeat(from - view.state.doc.lineAt(from).from)
  const whole = text.replaceAll("\n", `\n${indent}`)
  view.dispatch({ changes: { from, to, insert: whole }, selection: { anchor: from + whole.length } })
  if (/[:\s]$/.test(whole)) startCompletion(view)
}

function describeAt(view: EditorView, position: number, schemaFor: SchemaFor) {
  const text = view.state.doc.toString()
  const line = view.state.doc.lineAt(position)
  const key = /^(\s*(?:- +)*)([\w./-]+):/.exec(line.text)
  const [, before = "", name = ""] = key ?? []
  const from = line.from + before.length
  if (key === null || position < from || position > from + name.length) return null
  const schema = schemaAtPosition(text, position, schemaFor)
  const place = placeAt(text, from)
  const found = schema === undefined || place === undefined ? undefined : describeField(schema, [...place.path, name])
  if (found === undefined) return null
  return { pos: from, end: from + name.length, above: true, create: () => ({ dom: fieldWords(found) }) }
}

function fieldWords({ label, detail, description }: Pick<SchemaCompletion, "label" | "detail" | "description">) {
  const dom = document.createElement("div")
  dom.className = "cm-field-doc"
  const head = document.createElement("code")
  head.textContent = `${label}: ${detail}`
  const words = document.createElement("p")
  words.textContent = description
  dom.append(head, words)
  return dom
}

function diagnosticsIn(view: EditorView, schemaFor: SchemaFor, serverMarks: readonly Mark[]): readonly Diagnostic[] {
  const own = marksIn(view.state.doc.toString(), schemaFor)
  return [...own, ...serverMarks].map((mark) => ({ ...mark }))
}

/** By the kind of the document that the position is in. A document that cannot be read now tells its kind by its lines. */
function schemaAtPosition(text: string, position: number, schemaFor: SchemaFor): KindSchema | undefined {
  const before =
    text
      .slice(0, position)
      .split(/^---\s*$/m)
      .at(-1) ?? ""
  const after = text.slice(position).split(/^---\s*$/m)[0] ?? ""
  const whole = before + after
  const [document] = parseManifests(whole)
  const object = document === undefined ? undefined : objectOf(document)
  if (object?.["kind"] !== undefined) return schemaFor(object)
  const member = (name: string) => new RegExp(`^${name}: *"?([^"\\s#]+)`, "m").exec(whole)?.[1]
  return schemaFor({ apiVersion: member("apiVersion"), kind: member("kind") })
}
