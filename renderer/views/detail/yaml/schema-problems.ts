import { isJsonObject, type Json } from "../../../../core/base/json.ts"
import { type KindSchema, type OpenApiSchema, resolveSchema } from "../../../data/openapi-schema.ts"
import { texts } from "../../../texts/texts.ts"
import type { Step } from "./field-path.ts"
import { allowedValues } from "./schema-completions.ts"

/** Something that the API server would refuse, or drop. */
export interface SchemaProblem {
  readonly path: readonly Step[]
  readonly message: string
}

/** More marks than this help nobody. */
const problemsMax = 100

/** Holds an object against its types: fields that are not known, values of the wrong type, values that are not listed. */
export function problemsOf({ document, root }: KindSchema, object: Json): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = []
  const check = (schema: OpenApiSchema, value: Json, path: readonly Step[]): void => {
    if (value === null || problems.length >= problemsMax) return
    const resolved = resolveSchema(document, schema)
    const wrong = wrongAbout(resolved, value)
    if (wrong !== undefined) problems.push({ path, message: wrong })
    else if (Array.isArray(value)) checkItems(resolved, value, path)
    else if (isJsonObject(value)) checkMembers(resolved, value, path)
  }
  const checkItems = ({ items }: OpenApiSchema, values: readonly Json[], path: readonly Step[]) => {
    if (items === undefined) return
    for (const [at, value] of values.entries()) check(items, value, [...path, at])
  }
  const checkMembers = (schema: OpenApiSchema, members: Readonly<Record<string, Json>>, path: readonly Step[]) => {
    for (const [name, value] of Object.entries(members)) {
      const child = memberSchema(schema, name)
      if (child !== undefined) check(child, value, [...path, name])
      else if (isClosed(schema)) problems.push({ path: [...path, name], message: texts.detail.yaml.unknownField(name) })
    }
    for (const name of schema.required ?? []) {
      if (members[name] === undefined) problems.push({ path, message: texts.detail.yaml.missingField(name) })
    }
  }
  check(root, object, [])
  return problems
}

function memberSchema({ properties, additionalProperties }: OpenApiSchema, name: string): OpenApiSchema | undefined {
  if (properties !== undefined && Object.hasOwn(properties, name)) return properties[name]
  return typeof additionalProperties === "object" ? additionalProperties : undefined
}

/** Whether there can be no other members than those named. */
function isClosed(schema: OpenApiSchema): boolean {
  const open = schema["x-kubernetes-preserve-unknown-fields"] === true
  return !open && schema.properties !== undefined && schema.additionalProperties === undefined
}

function wrongAbout(schema: OpenApiSchema, value: Json): string | undefined {
  const { type, format } = schema
  if (schema["x-kubernetes-int-or-string"] === true || format === "int-or-string" || type === undefined)
    return undefined
  if (!isOfType(type, value)) return texts.detail.yaml.wrongType(type, typeOf(value))
  const allowed = type === "string" ? allowedValues(schema) : []
  if (allowed.length > 0 && typeof value === "string" && !allowed.includes(value))
    return texts.detail.yaml.notAllowed(allowed)
  return undefined
}

function isOfType(type: string, value: Json): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value)
    case "object":
      return isJsonObject(value)
    case "integer":
      return Number.isInteger(value)
    case "number":
      return typeof value === "number"
    case "boolean":
      return typeof value === "boolean"
    case "string":
      return typeof value === "string"
    default:
      return true
  }
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return "array"
  return isJsonObject(value) ? "object" : typeof value
}
