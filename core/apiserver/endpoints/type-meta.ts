import { isJsonObject } from "../../base/json.ts"
import { jsonTypeOf } from "../../machinery/schema/scalars.ts"

/**
 * Why nobody can say what a body is of: it is no object, or its kind is no word. Go's sentence, undefined for a body that
 * can be read. No kind at all is well: the path has one.
 */
export function whyNoTypeMeta(value: unknown): string | undefined {
  if (value === null) return undefined
  if (!isJsonObject(value)) return cannotUnmarshal(value, `Go value of type ${typeMetaInGo}`)
  for (const field of ["apiVersion", "kind"]) {
    const given = value[field] ?? ""
    if (typeof given !== "string") return cannotUnmarshal(given, `Go struct field .${field} of type string`)
  }
  return undefined
}

function cannotUnmarshal(value: unknown, into: string): string {
  return `json: cannot unmarshal ${jsonTypeOf(value)} into ${into}`
}

/** The type that k8s.io/apimachinery's `SimpleMetaFactory` reads has no name, so Go shows all of it. */
const typeMetaInGo =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'
