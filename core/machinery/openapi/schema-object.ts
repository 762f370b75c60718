import type { FieldText, TypeText } from "../schema/schema-text.ts"
import { specialOf } from "../schema/special.ts"
import type { TypeBook } from "./source.ts"

export type OpenApiVersion = 2 | 3

export type SchemaObject = Readonly<Record<string, unknown>>

/** A type as OpenAPI says it; the types it refers to are told to `onReference`. */
export function describeType(
  book: TypeBook,
  type: TypeText,
  version: OpenApiVersion,
  onReference: (name: string) => void,
): SchemaObject {
  const words = book.descriptionsOf(type.name)
  const description = words[""] === undefined ? {} : { description: words[""] }
  const kinds = kindsOf(type)
  const about = kinds.length === 0 ? {} : { "x-kubernetes-group-version-kind": kinds }
  if (type.alias !== undefined) return { ...description, ...describeAlias(type.alias, type.name, version), ...about }
  const context: Context = { book, version, onReference }
  const properties = type.fields.map((field) => [field.name, describeField(context, field, words[field.name])])
  const required = type.fields.filter((field) => field.attributes["required"] === true).map((field) => field.name)
  return {
    ...description,
    type: "object",
    ...(required.length === 0 ? {} : { required }),
    ...(properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
    ...extensionsOf(type.attributes),
    ...about,
  }
}

/** `core.v1.Pod` → `io.k8s.api.core.v1.Pod`. */
export function openApiName(type: string): string {
  const [group = "", ...rest] = type.split(".")
  return `${packages[group] ?? `io.k8s.api.${group}`}.${rest.join(".")}`
}

export function referenceTo(type: string, version: OpenApiVersion): { readonly $ref: string } {
  return { $ref: `#/${version === 2 ? "definitions" : "components/schemas"}/${openApiName(type)}` }
}

interface Context {
  readonly book: TypeBook
  readonly version: OpenApiVersion
  readonly onReference: (name: string) => void
}

const packages: Readonly<Record<string, string>> = {
  meta: "io.k8s.apimachinery.pkg.apis.meta",
  api: "io.k8s.apimachinery.pkg.api",
  util: "io.k8s.apimachinery.pkg.util",
  runtime: "io.k8s.apimachinery.pkg.runtime",
  version: "io.k8s.apimachinery.pkg.version",
  apiextensions: "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions",
  apiregistration: "io.k8s.kube-aggregator.pkg.apis.apiregistration",
}

/** The client's models have no words for members that are structs: their type's stand in. */
function describeField(context: Context, field: FieldText, words: string | undefined): SchemaObject {
  const description = words ?? (field.type.includes(".") ? context.book.descriptionsOf(field.type)[""] : undefined)
  const values = field.attributes["enum"]
  return {
    ...(description === undefined ? {} : { description }),
    ...describeValue(context, field.type, field.attributes),
    ...(context.version === 3 && "default" in field.attributes ? { default: field.attributes["default"] } : {}),
    ...(context.version === 3 && typeof values === "string" ? { enum: values.split("|") } : {}),
    ...extensionsOf(field.attributes),
  }
}

function describeValue(context: Context, type: string, attributes: FieldText["attributes"]): SchemaObject {
  if (type.startsWith("[]")) {
    const items = describeValue(context, type.slice(2), {})
    const values = attributes["item-enum"]
    const more =
      context.version === 3 ? { ...itemDefault(type.slice(2), attributes), ...(values ? { enum: values } : {}) } : {}
    return { type: "array", items: { ...items, ...more } }
  }
  if (type.startsWith("map[string]")) {
    const values = describeValue(context, type.slice(11), {})
    const more = context.version === 3 ? itemDefault(type.slice(11), attributes) : {}
    return { type: "object", additionalProperties: { ...values, ...more } }
  }
  if (!type.includes(".")) return describeScalar(type)
  context.onReference(type)
  const reference = referenceTo(type, context.version)
  return context.version === 2 ? reference : { allOf: [reference] }
}

/** Items are values, not pointers: each has a default, which is its type's zero. */
function itemDefault(type: string, attributes: FieldText["attributes"]): SchemaObject {
  if ("item-default" in attributes) return { default: attributes["item-default"] }
  if (type === "string") return { default: "" }
  return type.includes(".") && specialOf(type) === undefined ? { default: {} } : {}
}

function describeScalar(type: string): SchemaObject {
  const [base = "", format] = type.split(":")
  if (base === "any") return {}
  return { type: base, ...(format === undefined ? {} : { format }) }
}

function describeAlias(alias: string, name: string, version: OpenApiVersion): SchemaObject {
  const isNumberOrName = name === "util.intstr.IntOrString"
  const format = isNumberOrName ? { format: "int-or-string" } : {}
  if (!alias.includes("|")) return describeScalar(alias)
  if (version === 2) return { type: "string", ...format }
  return { ...format, oneOf: alias.split("|").map((type) => ({ type })) }
}

function extensionsOf(attributes: TypeText["attributes"]): SchemaObject {
  return Object.fromEntries(
    Object.entries(extensions).flatMap(([key, name]) => (key in attributes ? [[name, attributes[key]]] : [])),
  )
}

const extensions: Readonly<Record<string, string>> = {
  "list-map-keys": "x-kubernetes-list-map-keys",
  "list-type": "x-kubernetes-list-type",
  "map-type": "x-kubernetes-map-type",
  "patch-merge-key": "x-kubernetes-patch-merge-key",
  "patch-strategy": "x-kubernetes-patch-strategy",
  unions: "x-kubernetes-unions",
}

function kindsOf(type: TypeText): readonly SchemaObject[] {
  const kinds = type.attributes["kind"]
  if (typeof kinds !== "string") return []
  return kinds.split(",").map((text) => {
    const parts = text.split("/")
    const [kind = "", version = "", group = ""] = parts.reverse()
    return { group, kind, version }
  })
}
