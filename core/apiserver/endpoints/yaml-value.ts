import { parse, type Tags } from "yaml"

/** Aliases may multiply: more than this many uses of anchors is an attack (the "billion laughs"). */
const maxAliasCount = 100

/** In Kubernetes' YAML these are strings: there is no such thing in JSON. */
const foreign: readonly string[] = ["timestamp", "binary", "omap", "pairs", "set"]

/** A body in YAML, as the JSON it stands for. JSON is YAML too, and read much faster. Throws `YAMLParseError`. */
export function parseYamlValue(text: string): unknown {
  if (text.trimStart().startsWith("{")) {
    try {
      return JSON.parse(text)
    } catch {
      // A flow mapping that is not JSON: read on as YAML.
    }
  }
  return parse(text, { version: "1.1", maxAliasCount, customTags: withoutForeign })
}

function withoutForeign(tags: Tags): Tags {
  return tags.filter((tag) => {
    const name = typeof tag === "string" ? tag : (tag.tag.split(":").at(-1) ?? "")
    return !foreign.includes(name)
  })
}
