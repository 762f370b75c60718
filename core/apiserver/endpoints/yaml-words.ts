import { YAMLParseError } from "yaml"

/** What is wrong with a YAML text, in the form of Go's parser: `yaml: line 3: ...`. */
export function yamlWords(error: unknown): string {
  if (!(error instanceof Error)) return `yaml: ${String(error)}`
  const [sentence = ""] = error.message.split("\n")
  const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined
  const words = sentence.replace(/ at line \d+, column \d+:?$/, "")
  return line === undefined ? `yaml: ${words}` : `yaml: line ${line}: ${words}`
}
