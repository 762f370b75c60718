import type { KindDefinition } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { FieldSelector } from "../../machinery/selector/field-selector.ts"
import { exactValue, matchesFields, parseFieldSelector } from "../../machinery/selector/field-selector.ts"
import { isEverything, matchesLabels, SelectorError } from "../../machinery/selector/label-selector.ts"
import { parseLabelSelector } from "../../machinery/selector/parse-label-selector.ts"
import { badRequest } from "../../machinery/status/status-error.ts"
import type { Selection } from "../cacher/cacher.ts"
import { hotFieldsOf } from "../registry/hot-fields.ts"

/** Which objects a list, a watch or a deletecollection is about. */
export function readSelection(kind: KindDefinition, namespace: string, query: URLSearchParams): Selection {
  const labels = parsed(() => parseLabelSelector(query.get("labelSelector") ?? ""))
  const fields = parsed(() => parseFieldSelector(query.get("fieldSelector") ?? ""))
  for (const { field } of fields) checkField(kind, field)
  const name = exactValue(fields, "metadata.name")
  const scope = { ...(namespace === "" ? {} : { namespace }), ...(name === undefined || name === "" ? {} : { name }) }
  const rest =
    name === undefined || name === ""
      ? fields
      : fields.filter((term) => term.field !== "metadata.name" || term.operator !== "=" || term.value !== name)
  const index = indexFor(kind, rest)
  const asked = index === undefined ? rest : rest.filter((term) => term.field !== index.name)
  return {
    scope,
    ...(index === undefined ? {} : { index }),
    ...(isEverything(labels) ? {} : { matchesLabels: (own) => matchesLabels(labels, own) }),
    ...(asked.length === 0 ? {} : { matches: matcher(kind, asked) }),
  }
}

function matcher(kind: KindDefinition, fields: FieldSelector): (object: ApiObject) => boolean {
  const from = kind.storedAs?.fromStored
  return (stored) => {
    const object = from === undefined ? stored : from(stored)
    return matchesFields(fields, (field) => readField(kind, object, field))
  }
}

function readField(kind: KindDefinition, object: ApiObject, field: string): string {
  if (field === "metadata.name") return object.metadata.name ?? ""
  if (field === "metadata.namespace") return object.metadata.namespace ?? ""
  return kind.fields?.[field]?.(object) ?? ""
}

/** A field that the cache is sorted by already, when it must have exactly one value. */
function indexFor(kind: KindDefinition, fields: FieldSelector): Selection["index"] {
  for (const name of hotFieldsOf(kind)) {
    const terms = fields.filter((term) => term.field === name)
    const [only] = terms
    if (terms.length === 1 && only?.operator === "=" && only.value !== "") return { name, value: only.value }
  }
  return undefined
}

function checkField(kind: KindDefinition, field: string): void {
  if (
    field === "metadata.name" ||
    (field === "metadata.namespace" && (kind.resource.namespaced || kind.fields === undefined))
  )
    return
  if (kind.fields === undefined) {
    throw badRequest(`"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`)
  }
  if (kind.fields[field] === undefined) throw badRequest(`field label not supported: ${field}`)
}

function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof SelectorError) throw badRequest(error.message)
    throw error
  }
}
