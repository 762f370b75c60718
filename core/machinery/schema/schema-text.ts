/**
 * Reads `resources/kubernetes/schema.txt`: one block a type, one line a field.
 *
 *   core.v1.Pod  kind=v1/Pod
 *     spec core.v1.PodSpec
 *     items []core.v1.Pod required
 *     type string enum=A|B list-type="map"
 */
export interface TypeText {
  readonly name: string
  /** What the type is when it has no fields of its own: "string:date-time", "integer|string", "object", "any". */
  readonly alias: string | undefined
  readonly attributes: Attributes
  readonly fields: readonly FieldText[]
}

export interface FieldText {
  readonly name: string
  readonly type: string
  readonly attributes: Attributes
}

/** `required` alone is there with the value true; the rest is JSON where it reads as JSON, else text. */
export type Attributes = Readonly<Record<string, unknown>>

export function parseSchemaText(text: string): readonly TypeText[] {
  const types: { name: string; alias: string | undefined; attributes: Attributes; fields: FieldText[] }[] = []
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue
    if (line.startsWith("  ")) types.at(-1)?.fields.push(parseField(line.trim()))
    else types.push(parseHead(line))
  }
  return types
}

function parseHead(line: string) {
  const [name = "", ...rest] = splitWords(line)
  const alias = rest.find((word) => !word.includes("="))
  return { name, alias, attributes: parseAttributes(rest.filter((word) => word !== alias)), fields: [] }
}

function parseField(line: string): FieldText {
  const [name = "", type = "", ...rest] = splitWords(line)
  return { name, type, attributes: parseAttributes(rest) }
}

function parseAttributes(words: readonly string[]): Attributes {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf("=")
      if (at < 0) return [word, true]
      const value = word.slice(at + 1)
      return [word.slice(0, at), /^["[{\d]|^(true|false)$/.test(value) ? parseJson(value) : value]
    }),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Splits at spaces that stand outside quotes and brackets. */
function splitWords(line: string): string[] {
  const words: string[] = []
  let word = ""
  let depth = 0
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? ""
    if (char === '"' && line[at - 1] !== "\\") quoted = !quoted
    if (!quoted && (char === "[" || char === "{")) depth++
    if (!quoted && (char === "]" || char === "}")) depth--
    if (char === " " && !quoted && depth === 0) {
      if (word !== "") words.push(word)
      word = ""
    } else word += char
  }
  if (word !== "") words.push(word)
  return words
}
