import type { Column } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { LabelSelector } from "../../machinery/meta/v1.gen.ts"
import { formatSelector, SelectorError, selectorOf } from "../../machinery/selector/label-selector.ts"
import type { PodTemplateSpec } from "../core/v1.gen.ts"

const none = "<none>"

/** The wide columns that every workload ends with. */
export function templateColumns<T extends ApiObject>(
  templateOf: (object: T) => PodTemplateSpec | undefined,
  priority: 0 | 1 = 1,
): readonly Column<T>[] {
  return [
    {
      name: "Containers",
      type: "string",
      priority,
      description: "Names of each container in the template.",
      cell: (object) => (templateOf(object)?.spec?.containers ?? []).map(({ name }) => name).join(","),
    },
    {
      name: "Images",
      type: "string",
      priority,
      description: "Images referenced by each container in the template.",
      cell: (object) => (templateOf(object)?.spec?.containers ?? []).map(({ image }) => image ?? "").join(","),
    },
  ]
}

/** `app=web,tier in (a,b)`. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  if (selector === undefined) return none
  try {
    return formatSelector(selectorOf(selector)) || none
  } catch (error) {
    if (error instanceof SelectorError) return "<error>"
    throw error
  }
}

/** `a=b,c=d`, sorted by key. */
export function formatLabels(labels: { readonly [key: string]: string } | undefined): string {
  const pairs = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return pairs.map(([key, value]) => `${key}=${value}`).join(",") || none
}

/** A column with a number. */
export function countColumn<T extends ApiObject>(
  name: string,
  description: string,
  cell: (object: T) => number | undefined,
): Column<T> {
  return { name, type: "integer", description, cell: (object) => cell(object) ?? 0 }
}
