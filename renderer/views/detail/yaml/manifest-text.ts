import { type Document, isScalar, parseAllDocuments, stringify, type Tags } from "yaml"
import { isJsonObject, type JsonObject } from "../../../../core/base/json.ts"

/** Aliases may multiply: more uses of anchors than this are refused, as the API server refuses them. */
const aliasesMax = 100

/** In Kubernetes' YAML these are strings: there is no such thing in JSON. */
const foreignTags: readonly string[] = ["timestamp", "binary", "omap", "pairs", "set", "intTime", "floatTime"]

const firstKeys: readonly string[] = ["apiVersion", "kind", "metadata"]
const lastKeys: readonly string[] = ["status"]

/** An object as YAML, in the order in which people write it; what the managers of its fields are only if asked for. */
export function formatManifest(object: object, { managedFields = false } = {}): string {
  const shown = managedFields ? object : withoutManagedFields(object)
  return stringify(inOrder(shown), { lineWidth: 0, version: "1.1", indentSeq: false, aliasDuplicateObjects: false })
}

/** The documents in a text, with their places kept. Empty ones between two `---` are left out. */
export function parseManifests(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, { version: "1.1", customTags: withoutForeign, keepSourceTokens: false })
  if (!Array.isArray(documents)) return []
  return documents.filter((document) => !isEmpty(document) || document.errors.length > 0)
}

function isEmpty({ contents }: Document.Parsed): boolean {
  return contents === null || (isScalar(contents) && contents.value === null)
}

/** What a document stands for, when it is an object at all. */
export function objectOf(document: Document.Parsed): JsonObject | undefined {
  if (document.errors.length > 0) return undefined
  try {
    const value: unknown = document.toJS({ maxAliasCount: aliasesMax })
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined // an alias of nothing, or too many of one
  }
}

/** The one object of a text; undefined when there is none, more than one, or it cannot be read. */
export function parseManifest(text: string): JsonObject | undefined {
  const [document, ...more] = parseManifests(text)
  return document === undefined || more.length > 0 ? undefined : objectOf(document)
}

function withoutManagedFields(object: object): object {
  if (!("metadata" in object) || !isJsonObject(object.metadata)) return object
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata }
}

function inOrder(object: object): object {
  const rank = (key: string) => {
    const first = firstKeys.indexOf(key)
    if (first >= 0) return first
    return lastKeys.includes(key) ? firstKeys.length + 1 : firstKeys.length
  }
  const entries = Object.entries(object).map(([key, value]) => [key, sorted(value)] as const)
  return Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)))
}

/** Below the top, fields stand in the order of the alphabet, as kubectl prints them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}

function withoutForeign(tags: Tags): Tags {
  return tags.filter((tag) => {
    if (typeof tag === "string") return !foreignTags.includes(tag)
    const isTime = "format" in tag && tag.format === "TIME"
    return !isTime && !foreignTags.includes(tag.tag.split(":").at(-1) ?? "")
  })
}
