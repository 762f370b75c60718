import { isJsonObject } from "../../../../core/base/json.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import type { LabelSelector } from "../../../../core/machinery/meta/v1.gen.ts"
import {
  type Labels,
  matchesLabels,
  selectorOf,
  selectorOfLabels,
} from "../../../../core/machinery/selector/label-selector.ts"

/** Kinds that select pods by a list of labels. */
const byLabels: readonly string[] = ["Service", "ReplicationController"]
/** Kinds that select pods they do not own, by a whole selector, and the field that has it. */
const bySelector: Readonly<Record<string, string>> = { PodDisruptionBudget: "selector", NetworkPolicy: "podSelector" }

/** Whether labels are those that an object selects pods by. Undefined for one that selects none, or only what it owns. */
export function parseSelector(object: ApiObject): ((labels: Labels) => boolean) | undefined {
  const kind = object.kind ?? ""
  const spec = "spec" in object && isJsonObject(object.spec) ? object.spec : {}
  if (byLabels.includes(kind)) {
    const labels = spec["selector"]
    if (!isJsonObject(labels) || Object.keys(labels).length === 0) return undefined
    const selector = selectorOfLabels(labels as Labels) // the API server has checked that they are texts
    return (found) => matchesLabels(selector, found)
  }
  const field = bySelector[kind]
  if (field === undefined || !isJsonObject(spec[field])) return undefined
  const selector = selectorOf(spec[field] as LabelSelector) // the API server has checked it
  return (found) => matchesLabels(selector, found)
}
