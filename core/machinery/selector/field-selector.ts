import { SelectorError } from "./label-selector.ts"

/** Terms that must all hold. */
export type FieldSelector = readonly FieldTerm[]

export interface FieldTerm {
  readonly field: string
  readonly operator: "=" | "!="
  readonly value: string
}

/**
 * Reads `?fieldSelector=`: `spec.nodeName=n1,status.phase!=Running`, with `\` before a comma, an equals sign or a
 * backslash inside a value. Throws `SelectorError` in the words of k8s.io/apimachinery `fields.ParseSelector`.
 */
export function parseFieldSelector(text: string): FieldSelector {
  return splitTerms(text)
    .filter((term) => term !== "")
    .sort()
    .map((term) => {
      const match = /^(.*?)(!=|==|=)(.*)$/s.exec(term)
      if (match === null) throw new SelectorError(`invalid selector: '${text}'; can't understand '${term}'`)
      const [, field = "", operator = "", value = ""] = match
      return { field, operator: operator === "!=" ? "!=" : "=", value: unescapeValue(value) }
    })
}

/** `read` gives "" for what is not there. */
export function matchesFields(selector: FieldSelector, read: (field: string) => string): boolean {
  return selector.every((term) => (read(term.field) === term.value) === (term.operator === "="))
}

/** The one value that `field` must have, when the selector says so: lists by name need not look at all. */
export function exactValue(selector: FieldSelector, field: string): string | undefined {
  return selector.find((term) => term.field === field && term.operator === "=")?.value
}

/** At commas that no backslash precedes; the backslashes stay. */
function splitTerms(text: string): string[] {
  return text.match(/(?:\\.|[^\\,]|\\$)+/gs) ?? []
}

function unescapeValue(text: string): string {
  let value = ""
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ""
    if (char === "," || char === "=") {
      throw new SelectorError(`invalid field selector: unescaped character in value: ${char.charCodeAt(0)}`)
    }
    if (char !== "\\") {
      value += char
      continue
    }
    const next = text[++at] ?? ""
    if (next !== "\\" && next !== "," && next !== "=") {
      throw new SelectorError(`invalid field selector: invalid escape sequence: \\${next}`)
    }
    value += next
  }
  return value
}
