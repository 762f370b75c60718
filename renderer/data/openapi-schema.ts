import { isJsonObject } from "../../core/base/json.ts"

/** A document of `/openapi/v3`: the types of one group and version, by their names. */
export interface OpenApiDocument {
  readonly components: { readonly schemas: Readonly<Record<string, OpenApiSchema>> }
}

/** Of a schema, what an editor needs. */
export interface OpenApiSchema {
  readonly $ref?: string | undefined
  readonly allOf?: readonly OpenApiSchema[] | undefined
  readonly type?: string | undefined
  readonly format?: string | undefined
  readonly description?: string | undefined
  readonly properties?: Readonly<Record<string, OpenApiSchema>> | undefined
  readonly additionalProperties?: OpenApiSchema | boolean | undefined
  readonly items?: OpenApiSchema | undefined
  readonly required?: readonly string[] | undefined
  readonly enum?: readonly unknown[] | undefined
  readonly default?: unknown
  readonly "x-kubernetes-group-version-kind"?: readonly GroupVersionKind[] | undefined
  readonly "x-kubernetes-list-type"?: string | undefined
  readonly "x-kubernetes-list-map-keys"?: readonly string[] | undefined
  readonly "x-kubernetes-patch-merge-key"?: string | undefined
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean | undefined
  readonly "x-kubernetes-int-or-string"?: boolean | undefined
  readonly "x-kubernetes-embedded-resource"?: boolean | undefined
}

/** A kind's types: the document they stand in, and where the kind begins. */
export interface KindSchema {
  readonly document: OpenApiDocument
  readonly root: OpenApiSchema
}

export interface GroupVersionKind {
  readonly group: string
  readonly version: string
  readonly kind: string
}

/** What the API server answered; undefined when it is no such document. */
export function readOpenApiDocument(value: unknown): OpenApiDocument | undefined {
  if (!isJsonObject(value) || !isJsonObject(value["components"])) return undefined
  const { schemas } = value["components"]
  // The shape of a schema is OpenAPI's own; each member is looked at when it is used.
  return isJsonObject(schemas)
    ? { components: { schemas: schemas as Readonly<Record<string, OpenApiSchema>> } }
    : undefined
}

/** The schema that a kind begins with. */
export function schemaOfKind(document: OpenApiDocument, wanted: GroupVersionKind): OpenApiSchema | undefined {
  return Object.values(document.components.schemas).find((schema) =>
    schema["x-kubernetes-group-version-kind"]?.some(
      ({ group, version, kind }) => group === wanted.group && version === wanted.version && kind === wanted.kind,
    ),
  )
}

/** References followed: what a schema says itself counts more than what it refers to. */
export function resolveSchema(document: OpenApiDocument, schema: OpenApiSchema): OpenApiSchema {
  const { $ref, allOf, ...own } = schema
  const parts = [...($ref === undefined ? [] : [referred(document, $ref)]), ...(allOf ?? [])]
  const resolved = parts.flatMap((part) => (part === undefined ? [] : [resolveSchema(document, part)]))
  return Object.assign({}, ...resolved, own)
}

/** The schema of what stands at a path. Undefined where the types say nothing. */
export function schemaAt(
  document: OpenApiDocument,
  root: OpenApiSchema,
  path: readonly (string | number)[],
): OpenApiSchema | undefined {
  let at: OpenApiSchema | undefined = resolveSchema(document, root)
  for (const step of path) {
    if (at === undefined) return undefined
    const next: OpenApiSchema | undefined = childOf(at, step)
    at = next === undefined ? undefined : resolveSchema(document, next)
  }
  return at
}

/** The keys by which items of a list are told from each other; none for a list that is one value. */
export function mergeKeysOf(schema: OpenApiSchema | undefined): readonly string[] {
  const keys = schema?.["x-kubernetes-list-map-keys"]
  if (keys !== undefined && keys.length > 0) return keys
  const mergeKey = schema?.["x-kubernetes-patch-merge-key"]
  return mergeKey === undefined ? [] : [mergeKey]
}

/** `[]Container`, `map[string]string`, `integer`, `PodSpec`: the type in few words. */
export function typeNameOf(document: OpenApiDocument, schema: OpenApiSchema): string {
  const reference = schema.$ref ?? schema.allOf?.find((part) => part.$ref !== undefined)?.$ref
  const resolved = resolveSchema(document, schema)
  if (resolved["x-kubernetes-int-or-string"] === true || resolved.format === "int-or-string") return "integer or string"
  if (resolved.type === "array") return `[]${resolved.items ? typeNameOf(document, resolved.items) : "any"}`
  if (isJsonObject(resolved.additionalProperties))
    return `map[string]${typeNameOf(document, resolved.additionalProperties as OpenApiSchema)}`
  if (resolved.properties !== undefined && reference !== undefined) return reference.split(".").at(-1) ?? "object"
  return resolved.type ?? "any"
}

function childOf(schema: OpenApiSchema, step: string | number): OpenApiSchema | undefined {
  if (typeof step === "number") return schema.items
  const { properties, additionalProperties } = schema
  const property = properties === undefined || !Object.hasOwn(properties, step) ? undefined : properties[step]
  if (property !== undefined) return property
  return typeof additionalProperties === "object" ? additionalProperties : undefined
}

function referred(document: OpenApiDocument, reference: string): OpenApiSchema | undefined {
  return document.components.schemas[reference.replace("#/components/schemas/", "")]
}
