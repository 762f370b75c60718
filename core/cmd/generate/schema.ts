import type { FieldText, TypeText } from "../../machinery/schema/schema-text.ts"

/**
 * `core/apis/schema.gen.ts`: one line a type, JSON after the name, so that a process reads only the types it meets.
 * `machinery/schema/schema.ts` is the reader.
 */
export function emitSchema(types: readonly TypeText[], presence: string): string {
  const presenceOf = parsePresence(presence)
  const lines = types.map((type) => emitType(type, presenceOf.get(type.name) ?? []))
  const text = JSON.stringify(lines.join("\n"))
  return `// Derived from resources/kubernetes/schema.txt and presence.txt by core/cmd/generate.ts.\nexport const schemaText =\n  ${text}\n`
}

export interface Presence {
  readonly name: string
  /** "VolumeSource." for what an embedded struct brings. */
  readonly embedded: string
  readonly marks: string
  readonly goType: string
}

/** The fields of each type as Kubernetes writes them, by the name of the type. */
export function parsePresence(text: string): ReadonlyMap<string, readonly Presence[]> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))
  return new Map(
    lines.map((line) => {
      const [type = "", ...fields] = line.split(" ")
      return [type, fields.map(parseField)]
    }),
  )
}

function parseField(word: string): Presence {
  const [, embedded = "", name = "", marks = "", goType = ""] =
    /^((?:\w+\/)*)([^*!~:]+)([*!~]*)(?::(.*))?$/.exec(word) ?? []
  return { name, embedded: embedded.replaceAll("/", "."), marks, goType }
}

function emitType(type: TypeText, presence: readonly Presence[]): string {
  if (type.alias !== undefined) return `${type.name}\t${JSON.stringify({ alias: type.alias })}`
  const byName = new Map(type.fields.map((field) => [field.name, field]))
  const ordered = presence.flatMap((each) => {
    const field = byName.get(each.name)
    return field === undefined ? [] : [emitField(field, each)]
  })
  if (ordered.length !== type.fields.length)
    throw new Error(`Cannot order the fields of ${type.name}: presence.txt differs`)
  const atomic = type.attributes["map-type"] === "atomic"
  return `${type.name}\t${JSON.stringify({ ...(atomic ? { atomic } : {}), fields: ordered })}`
}

/** `[name, type, marks, Go type, embedded, the rest]`, cut where only empty ones follow. */
function emitField({ name, type, attributes }: FieldText, presence: Presence): readonly unknown[] {
  const rest = Object.fromEntries(
    Object.entries(kept).flatMap(([key, as]) => (attributes[key] === undefined ? [] : [[as, attributes[key]]])),
  )
  const parts = [name, type, presence.marks, presence.goType, presence.embedded, rest]
  const isEmpty = (part: unknown) => part === "" || (typeof part === "object" && Object.keys(part ?? {}).length === 0)
  while (isEmpty(parts.at(-1))) parts.pop()
  return parts
}

const kept: Readonly<Record<string, string>> = {
  "list-type": "listType",
  "list-map-keys": "listKeys",
  "map-type": "mapType",
  "patch-merge-key": "mergeKey",
  "patch-strategy": "mergeStrategy",
  default: "default",
}
