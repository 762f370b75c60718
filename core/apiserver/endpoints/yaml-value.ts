import { parseDocument, type Tags, type YAMLParseError } from "yaml"

/** Aliases may multiply: more than this many uses of anchors is an attack (the "billion laughs"). */
const maxAliasCount = 100

/** In Kubernetes' YAML these are strings: there is no such thing in JSON. */
const foreign: readonly string[] = ["timestamp", "binary", "omap", "pairs", "set"]

/** A body in YAML, as the JSON it stands for. JSON is YAML too, and read much faster. Throws `YAMLParseError`. */
export function parseYamlValue(text: string): unknown {
  return readYaml(text).value
}

/**
 * The same, with what is wrong about fields that stand twice: the last counts, and who is strict is told in the words
 * of Go's parser.
 */
export function readYaml(text: string): { readonly value: unknown; readonly duplicates: string | undefined } {
  if (text.trimStart().startsWith("{")) {
    try {
      return { value: JSON.parse(text), duplicates: undefined }
    } catch {
      // A flow mapping that is not JSON: read on as YAML.
    }
  }
  const document = parseDocument(text, { version: "1.1", customTags: withoutForeign })
  const [fatal] = document.errors.filter(({ code }) => code !== "DUPLICATE_KEY")
  if (fatal !== undefined) throw fatal
  return { value: document.toJS({ maxAliasCount }), duplicates: duplicatesOf(text, document.errors) }
}

function duplicatesOf(text: string, errors: readonly YAMLParseError[]): string | undefined {
  if (errors.length === 0) return undefined
  const lines = errors.map(({ pos: [from], linePos }) => {
    const [, key = ""] = /^["']?([^"':,\n]*)/.exec(text.slice(from)) ?? []
    return `  line ${linePos?.[0].line ?? 0}: key ${JSON.stringify(key.trim())} already set in map`
  })
  return ["yaml: unmarshal errors:", ...lines].join("\n")
}

function withoutForeign(tags: Tags): Tags {
  return tags.filter((tag) => {
    const name = typeof tag === "string" ? tag : (tag.tag.split(":").at(-1) ?? "")
    return !foreign.includes(name)
  })
}
