import type { TypeText } from "../../machinery/schema/schema-text.ts"
import { fileOf, localName } from "./types.ts"

interface Line {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly kind: string
  readonly namespaced: boolean
  readonly words: Readonly<Record<string, string>>
}

/** `core/apis/resources.gen.ts`: a `Resource` for everything discovery names, in discovery's order. */
export function emitResources(schema: readonly TypeText[], discovery: string): string {
  const typeByKind = new Map(schema.flatMap((type) => kindsOf(type).map((kind) => [kind, type.name] as const)))
  const lines = parseDiscovery(discovery)
  const imports = new Map<string, Map<string, string>>()
  const taken = new Set<string>()
  const bodies = lines.flatMap((line) => {
    const type = typeByKind.get(`${line.group === "" ? "" : `${line.group}/`}${line.version}/${line.kind}`)
    if (type === undefined) return []
    const from = `./${fileOf(type).replace("core/apis/", "")}`.replace("./core/machinery", "../machinery")
    const local = localName(type)
    const clash = [...imports].some(([file, names]) => file !== from && [...names.values()].includes(local))
    const names = imports.get(from) ?? new Map<string, string>()
    if (!names.has(local)) names.set(local, clash ? `${local}${pascal(line.group)}${pascal(line.version)}` : local)
    imports.set(from, names)
    const constant = taken.has(line.plural) ? `${line.plural}${pascal(line.group)}${pascal(line.version)}` : line.plural
    taken.add(constant)
    return [emitResource(constant, names.get(local) ?? local, type, line)]
  })
  const heads = [...imports].map(([from, names]) => {
    const list = [...names].map(([name, as]) => (name === as ? name : `${name} as ${as}`)).join(", ")
    return `import type { ${list} } from "${from}"`
  })
  return `// Derived from resources/kubernetes/discovery.txt by core/cmd/generate.ts.\nimport type { Resource } from "../machinery/api/resource.ts"\n${heads.join("\n")}\n\n${bodies.join("\n")}`
}

function kindsOf(type: TypeText): readonly string[] {
  const kind = type.attributes["kind"]
  return typeof kind === "string" ? kind.split(",") : []
}

function emitResource(constant: string, local: string, type: string, line: Line): string {
  const list = (key: string) => JSON.stringify((line.words[key] ?? "").split(",").filter((word) => word !== ""))
  return `export const ${constant}: Resource<${local}> = {
  group: "${line.group}",
  version: "${line.version}",
  kind: "${line.kind}",
  plural: "${line.plural}",
  singular: "${line.words["singular"] ?? ""}",
  shortNames: ${list("short")},
  categories: ${list("categories")},
  namespaced: ${line.namespaced},
  verbs: ${list("verbs")},
  type: "${type}",
}
`
}

/** Resource lines of `discovery.txt`; subresources (a leading slash) belong to the kinds' own folders. */
function parseDiscovery(text: string): readonly Line[] {
  const lines: Line[] = []
  let group = ""
  let version = ""
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue
    if (!line.startsWith(" ")) {
      const [first = "", second = ""] = line.split("/")
      group = first === "core" ? "" : first
      version = second
      continue
    }
    if (line.startsWith("    ")) continue
    const [plural = "", kind = "", scope = "", ...rest] = line.trim().split(/\s+/)
    const words = Object.fromEntries(rest.map((word) => word.split("=", 2) as [string, string]))
    lines.push({ group, version, plural, kind, namespaced: scope === "namespaced", words })
  }
  return lines
}

function pascal(text: string): string {
  return text
    .split(/[.\-/]/)
    .filter((word) => word !== "")
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join("")
}
