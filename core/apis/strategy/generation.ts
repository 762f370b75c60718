import type { ApiObject } from "../../machinery/meta/object.ts"

/** `metadata.generation` counts the changes of what was asked for. */
export function withGeneration<T extends ApiObject>(object: T, generation: number | undefined): T {
  if (object.metadata.generation === generation) return object
  const { generation: _, ...rest } = object.metadata
  return { ...object, metadata: generation === undefined ? rest : { ...rest, generation } }
}

/** The old generation, or the one after it when what was asked for changed. */
export function advanceGeneration<T extends ApiObject>(next: T, old: T, changed: boolean): T {
  const { generation } = old.metadata
  return withGeneration(next, changed ? (generation ?? 0) + 1 : generation)
}
