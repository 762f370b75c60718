import { assert } from "../../base/assert.ts"

/** Every type the API knows, by its name in `schema.txt`: `core.v1.Pod`. Reads a type's line when it is first asked for. */
export class Schema {
  readonly #lines: ReadonlyMap<string, string>
  readonly #types = new Map<string, TypeSchema>()

  /** `text` is `schemaText` of `core/apis/schema.gen.ts`. */
  constructor(text: string) {
    this.#lines = new Map(text.split("\n").map((line) => [line.slice(0, line.indexOf("\t")), line]))
  }

  get names(): Iterable<string> {
    return this.#lines.keys()
  }

  has(name: string): boolean {
    return this.#lines.has(name)
  }

  type(name: string): TypeSchema {
    const known = this.#types.get(name)
    if (known !== undefined) return known
    const line = this.#lines.get(name)
    assert(line !== undefined, `Type ${name} is not in the schema`)
    const type = parseType(name, line.slice(name.length + 1))
    this.#types.set(name, type)
    return type
  }
}

export interface TypeSchema {
  readonly name: string
  /** What it is when it has no fields: "string:date-time", "integer|string", "object", "any". */
  readonly alias: string | undefined
  /** One owner for the whole in server-side apply. */
  readonly atomic: boolean
  /** In the order Go writes them. */
  readonly fields: readonly FieldSchema[]
  readonly byName: ReadonlyMap<string, FieldSchema>
}

export interface FieldSchema {
  readonly name: string
  readonly type: TypeRef
  /** Left out only when it was not given. */
  readonly pointer: boolean
  /** There even when it is empty. */
  readonly always: boolean
  /** A struct that is left out when it is zero. */
  readonly omitZero: boolean
  /** As error messages name it: "v1.Protocol"; undefined for what follows from `type`. */
  readonly goType: string | undefined
  /** "VolumeSource." for a field of an embedded struct; error messages name it. */
  readonly embedded: string
  readonly listType: "atomic" | "set" | "map" | undefined
  readonly listKeys: readonly string[]
  readonly mapType: "atomic" | "granular" | undefined
  /** For strategic merge patch. */
  readonly mergeKey: string | undefined
  /** "merge", "replace", "retainKeys", "merge,retainKeys". */
  readonly mergeStrategy: string | undefined
  /** The schema's default, which server-side apply fills into the keys of list items. */
  readonly default: unknown
}

export type TypeRef =
  | { readonly type: "scalar"; readonly scalar: Scalar }
  | { readonly type: "list"; readonly items: TypeRef }
  | { readonly type: "map"; readonly values: TypeRef }
  /** A type by name, which may be a struct or an alias. */
  | { readonly type: "named"; readonly name: string }

export type Scalar = "string" | "bytes" | "boolean" | "int32" | "int64" | "double" | "any"

const scalars: Readonly<Record<string, Scalar>> = {
  string: "string",
  "string:byte": "bytes",
  boolean: "boolean",
  "integer:int32": "int32",
  "integer:int64": "int64",
  "number:double": "double",
  any: "any",
}

/** `[]core.v1.Container`, `map[string]string`, `integer:int32`. */
function parseTypeRef(text: string): TypeRef {
  if (text.startsWith("[]")) return { type: "list", items: parseTypeRef(text.slice(2)) }
  if (text.startsWith("map[string]")) return { type: "map", values: parseTypeRef(text.slice(11)) }
  const scalar = scalars[text]
  return scalar === undefined ? { type: "named", name: text } : { type: "scalar", scalar }
}

/** What Go calls the type: `[]v1.Container`. */
export function goTypeOf(type: TypeRef): string {
  switch (type.type) {
    case "list":
      return `[]${goTypeOf(type.items)}`
    case "map":
      return `map[string]${goTypeOf(type.values)}`
    case "named":
      return type.name.split(".").slice(-2).join(".")
    case "scalar":
      return goScalars[type.scalar]
  }
}

const goScalars: Readonly<Record<Scalar, string>> = {
  string: "string",
  bytes: "[]uint8",
  boolean: "bool",
  int32: "int32",
  int64: "int64",
  double: "float64",
  any: "interface {}",
}

function parseType(name: string, json: string): TypeSchema {
  const { alias, atomic = false, fields = [] } = JSON.parse(json) as TypeLine // written by core/cmd/generate/schema.ts
  const list = fields.map(parseField)
  return { name, alias, atomic, fields: list, byName: new Map(list.map((field) => [field.name, field])) }
}

interface TypeLine {
  readonly alias?: string
  readonly atomic?: boolean
  readonly fields?: readonly FieldLine[]
}

type FieldLine = readonly [
  name: string,
  type: string,
  marks?: string,
  goType?: string,
  embedded?: string,
  rest?: Partial<Pick<FieldSchema, "listType" | "listKeys" | "mapType" | "mergeKey" | "mergeStrategy" | "default">>,
]

function parseField([name, type, marks = "", goType = "", embedded = "", rest = {}]: FieldLine): FieldSchema {
  return {
    name,
    type: parseTypeRef(type),
    pointer: marks.includes("*"),
    always: marks.includes("!"),
    omitZero: marks.includes("~"),
    goType: goType === "" ? undefined : goType,
    embedded,
    listType: rest.listType,
    listKeys: rest.listKeys ?? [],
    mapType: rest.mapType,
    mergeKey: rest.mergeKey,
    mergeStrategy: rest.mergeStrategy,
    default: rest.default,
  }
}
