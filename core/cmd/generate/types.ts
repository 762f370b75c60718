import type { FieldText, TypeText } from "../../machinery/schema/schema-text.ts"

/**
 * One TypeScript file per group and version: `core.v1` becomes `core/apis/core/v1.gen.ts`, and `meta.v1` with what has
 * no group becomes `core/machinery/meta/v1.gen.ts`. Everything is deeply read-only.
 */
export function emitTypes(types: readonly TypeText[]): Map<string, string> {
  const byFile = Map.groupBy(types, (type) => fileOf(type.name))
  return new Map([...byFile].map(([file, own]) => [file, emitFile(file, own)]))
}

/** `core.v1.Pod` → `core/apis/core/v1.gen.ts`. */
export function fileOf(name: string): string {
  const [group = "", version = ""] = name.split(".")
  if (["meta", "api", "util", "runtime", "version"].includes(group)) return "core/machinery/meta/v1.gen.ts"
  return `core/apis/${group}/${version}.gen.ts`
}

/** `core.v1.Pod` → `Pod`. */
export function localName(name: string): string {
  const last = name.split(".").at(-1) ?? ""
  return name.startsWith("version.") ? "VersionInfo" : last
}

function emitFile(file: string, types: readonly TypeText[]): string {
  const imports = new Map<string, Set<string>>()
  const use = (name: string): string => {
    const from = fileOf(name)
    if (from === file) return localName(name)
    const local = `${localName(name)}`
    const names = imports.get(from) ?? new Set()
    names.add(local)
    imports.set(from, names)
    return local
  }
  const bodies = types.map((type) => emitType(type, use))
  const heads = [...imports].map(
    ([from, names]) => `import type { ${[...names].sort().join(", ")} } from "${relative(file, from)}"`,
  )
  return `// Derived from resources/kubernetes/schema.txt by core/cmd/generate.ts.\n${heads.sort().join("\n")}\n\n${bodies.join("\n")}`
}

function relative(from: string, to: string): string {
  const a = from.split("/").slice(0, -1)
  const b = to.split("/")
  while (a.length > 0 && a[0] === b[0]) {
    a.shift()
    b.shift()
  }
  return `${a.length === 0 ? "./" : "../".repeat(a.length)}${b.join("/")}`
}

function emitType(type: TypeText, use: (name: string) => string): string {
  const name = localName(type.name)
  if (type.alias !== undefined) return `export type ${name} = ${aliasType(type)}\n`
  const isKind = "kind" in type.attributes && type.fields.some((field) => field.name === "metadata")
  const lines = type.fields.map(
    (field) =>
      `  readonly ${propertyName(field.name)}${mark(field, isKind)}: ${fieldType(field, use)}${mark(field, isKind) === "" ? "" : " | undefined"}`,
  )
  return `export interface ${name} {\n${lines.join("\n")}\n}\n`
}

function mark(field: FieldText, isKind: boolean): string {
  if (isKind && ["metadata", "spec", "status"].includes(field.name)) return ""
  return field.attributes["required"] === true ? "" : "?"
}

function propertyName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)
}

function aliasType(type: TypeText): string {
  if (type.name === "apiextensions.v1.JSON" || type.alias === "any") return "unknown"
  if (type.alias === "object") return "{ readonly [key: string]: unknown }"
  return [...new Set((type.alias ?? "").split("|").map(scalar))].join(" | ")
}

function fieldType(field: FieldText, use: (name: string) => string): string {
  const values = field.attributes["enum"]
  if (typeof values === "string" && field.type === "string") {
    return values
      .split("|")
      .map((value) => JSON.stringify(value))
      .join(" | ")
  }
  return typeOf(field.type, use)
}

function typeOf(text: string, use: (name: string) => string): string {
  if (text.startsWith("[]")) return `readonly ${wrap(typeOf(text.slice(2), use))}[]`
  if (text.startsWith("map[string]")) return `{ readonly [key: string]: ${typeOf(text.slice(11), use)} }`
  return text.includes(".") ? use(text) : scalar(text)
}

function wrap(type: string): string {
  return type.includes(" ") && !type.startsWith("{") ? `(${type})` : type
}

function scalar(text: string): string {
  const [base] = text.split(":")
  if (base === "integer" || base === "number") return "number"
  if (base === "any") return "unknown"
  if (base === "object") return "{ readonly [key: string]: unknown }"
  return base ?? "unknown"
}
