import type { Document } from "yaml"
import { isJsonObject, type JsonObject } from "../../../../core/base/json.ts"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import { texts } from "../../../texts/texts.ts"
import { objectOf, parseManifests } from "../yaml/manifest-text.ts"

/** One document of a text, as it would be applied; or why it cannot be. */
export type PlannedObject =
  | {
      readonly type: "object"
      /** Its place in the text. */
      readonly index: number
      readonly document: Document.Parsed
      readonly resource: Resource
      readonly namespace: string
      /** "" where the API server makes one of a `generateName`. */
      readonly name: string
      readonly body: JsonObject
    }
  | {
      readonly type: "unusable"
      readonly index: number
      readonly what: string
      readonly reason: string
    }

const words = texts.detail.yaml.create

/** What a text asks for, in its order. Objects that name no namespace get the one given, where their kind has any. */
export function plannedObjects(
  text: string,
  served: readonly Resource[],
  defaultNamespace: string,
): readonly PlannedObject[] {
  return parseManifests(text).flatMap((document, index) => {
    const object = objectOf(document)
    if (object === undefined) return [unusable(index, words.document(index + 1), words.unreadable)]
    return itemsOf(object).map((item) => plan({ document, index, item }, served, defaultNamespace))
  })
}

/** A `List` stands for what is in it. */
function itemsOf(object: JsonObject): readonly JsonObject[] {
  const { kind, items } = object
  return kind === "List" && Array.isArray(items) ? items.filter(isJsonObject) : [object]
}

interface Item {
  readonly document: Document.Parsed
  readonly index: number
  readonly item: JsonObject
}

function plan({ document, index, item }: Item, served: readonly Resource[], defaultNamespace: string): PlannedObject {
  const { apiVersion, kind } = item
  const metadata = isJsonObject(item["metadata"]) ? item["metadata"] : {}
  const { name = "", namespace, generateName = "" } = metadata
  if (typeof apiVersion !== "string" || typeof kind !== "string") {
    return unusable(index, words.document(index + 1), words.noKind)
  }
  const what = `${kind} ${typeof name === "string" ? name : ""}`.trim()
  const resource = resourceFor(apiVersion, kind, served)
  if (resource === undefined) return unusable(index, what, words.notServed(`${apiVersion} ${kind}`))
  if (typeof name !== "string" || (name === "" && generateName === "")) return unusable(index, what, words.noName)
  const place = resource.namespaced ? (typeof namespace === "string" ? namespace : defaultNamespace) : ""
  const body = { ...item, metadata: place === "" ? metadata : { ...metadata, namespace: place } }
  return { type: "object", index, document, resource, namespace: place, name, body }
}

/** Discovery names the preferred version of a group; another one may be served too, and is asked for as it stands. */
function resourceFor(apiVersion: string, kind: string, served: readonly Resource[]): Resource | undefined {
  const [first = "", second] = apiVersion.split("/")
  const [group, version] = second === undefined ? ["", first] : [first, second]
  const found = served.find((resource) => resource.group === group && resource.kind === kind)
  return found === undefined ? undefined : { ...found, version }
}

function unusable(index: number, what: string, reason: string): PlannedObject {
  return { type: "unusable", index, what, reason }
}
