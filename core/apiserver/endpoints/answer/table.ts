import type { Column, KindDefinition } from "../../../machinery/api/kind.ts"
import type { ApiObject } from "../../../machinery/meta/object.ts"
import { badRequest } from "../../../machinery/status/status-error.ts"
import { partialMetadata } from "./partial-metadata.ts"

/** How much of each object a table's row carries: `?includeObject=`. */
export type IncludeObject = "None" | "Metadata" | "Object"

export interface TableOptions {
  readonly apiVersion: string
  readonly include: IncludeObject
  readonly nowMs: number
  /** Later events of a watch leave the columns out: they are as the first said. */
  readonly withColumns?: boolean
}

export function includeObjectOf(query: URLSearchParams): IncludeObject {
  const text = query.get("includeObject") ?? ""
  if (text === "") return "Metadata"
  if (text === "None" || text === "Metadata" || text === "Object") return text
  throw badRequest(`unrecognized includeObject value: "${text}"`)
}

/** What `kubectl get` prints: the kind's columns, a row an object. */
export function tableOf(
  { columns }: Pick<KindDefinition, "columns">,
  objects: readonly ApiObject[],
  metadata: Readonly<Record<string, unknown>>,
  options: TableOptions,
): object {
  return {
    kind: "Table",
    apiVersion: options.apiVersion,
    metadata,
    columnDefinitions: options.withColumns === false ? null : columns.map(definitionOf),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, options.nowMs)),
      object: included(object, options),
    })),
  }
}

function definitionOf({ name, type, format = "", description, priority = 0 }: Column): object {
  return { name, type, format, description, priority }
}

function included(object: ApiObject, { include, apiVersion }: TableOptions): unknown {
  switch (include) {
    case "None":
      return null
    case "Metadata":
      return partialMetadata(object, apiVersion)
    case "Object":
      return object
  }
}
