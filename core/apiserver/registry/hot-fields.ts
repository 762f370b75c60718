import type { KindDefinition } from "../../machinery/api/kind.ts"
import type { Indexes } from "../cacher/object-table.ts"

/** Fields that every node asks by, all the time: the cache keeps its objects sorted by them. */
const hot: readonly string[] = ["spec.nodeName"]

export function hotFieldsOf(kind: KindDefinition): readonly string[] {
  return kind.storedAs === undefined ? hot.filter((field) => kind.fields?.[field] !== undefined) : []
}

export function indexesOf(kind: KindDefinition): Indexes {
  const readers = hotFieldsOf(kind).map((field) => [field, kind.fields?.[field]] as const)
  return Object.fromEntries(readers.flatMap(([field, read]) => (read === undefined ? [] : [[field, read]])))
}
