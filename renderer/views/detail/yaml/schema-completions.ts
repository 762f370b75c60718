import {
  type KindSchema,
  type OpenApiDocument,
  type OpenApiSchema,
  resolveSchema,
  schemaAt,
  typeNameOf,
} from "../../../data/openapi-schema.ts"
import type { CursorPlace } from "./yaml-cursor.ts"

/** One thing that may be written at the cursor. */
export interface SchemaCompletion {
  readonly label: string
  /** What is put in, where it is more than the label. */
  readonly insert: string
  /** The type, in few words. */
  readonly detail: string
  readonly description: string
  readonly required: boolean
}

/** Fields that a server writes, not a person. */
const servers: ReadonlySet<string> = new Set(["managedFields", "selfLink", "status"])

export function completionsAt({ document, root }: KindSchema, place: CursorPlace): readonly SchemaCompletion[] {
  const schema = schemaAt(document, root, place.path)
  if (schema === undefined) return []
  if (place.key !== undefined) return valuesOf(document, schema, place.key)
  const { properties = {}, required = [] } = schema.items === undefined ? schema : resolveSchema(document, schema.items)
  return Object.entries(properties)
    .filter(([name]) => !place.siblings.includes(name) && !servers.has(name))
    .map(([name, property]) => ({
      label: name,
      insert: `${name}:${afterColon(resolveSchema(document, property))}`,
      detail: typeNameOf(document, property),
      description: property.description ?? resolveSchema(document, property).description ?? "",
      required: required.includes(name),
    }))
    .toSorted((a, b) => Number(b.required) - Number(a.required) || a.label.localeCompare(b.label))
}

/** What a field is, for who points at it. */
export function describeField(
  { document, root }: KindSchema,
  path: readonly (string | number)[],
): Pick<SchemaCompletion, "label" | "detail" | "description"> | undefined {
  const name = path.at(-1)
  if (typeof name !== "string") return undefined
  const parent = schemaAt(document, root, path.slice(0, -1))
  const property = parent?.properties?.[name]
  if (property === undefined) return undefined
  const description = property.description ?? resolveSchema(document, property).description ?? ""
  return { label: name, detail: typeNameOf(document, property), description }
}

/** The values that a schema allows, where it names them. */
export function allowedValues(schema: OpenApiSchema): readonly string[] {
  const named = schema.enum?.filter((value) => typeof value === "string") ?? []
  if (named.length > 0) return named
  if (schema.type === "boolean") return ["true", "false"]
  return []
}

function valuesOf(document: OpenApiDocument, parent: OpenApiSchema, key: string): readonly SchemaCompletion[] {
  const found = parent.properties?.[key]
  if (found === undefined) return []
  const schema = resolveSchema(document, found)
  return allowedValues(schema).map((value) => ({
    label: value,
    insert: value,
    detail: schema.default === value ? "default" : "",
    description: describedValue(schema.description ?? "", value),
    required: false,
  }))
}

/** Descriptions list the values as ` - `"Always"` means that …`. */
function describedValue(description: string, value: string): string {
  const line = description.split("\n").find((each) => each.includes(`\`"${value}"\``))
  return line?.replace(/^\s*-\s*`"[^"]*"`\s*/, "") ?? ""
}

/** Lines after the first are indented from where the field begins. */
function afterColon(schema: OpenApiSchema): string {
  if (schema.type === "array") return "\n- "
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return "\n  "
  return " "
}
