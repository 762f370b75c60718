import { isDeepEqual, isJsonObject, type Json, type JsonObject } from "../../../../core/base/json.ts"
import { type KindSchema, mergeKeysOf, resolveSchema, schemaAt } from "../../../data/openapi-schema.ts"
import { formatFieldPath, type Step } from "./field-path.ts"

/** Three states of one object: as it was when the editing began, as it was edited, as it is by now. */
export interface ThreeWays {
  readonly base: JsonObject
  readonly mine: JsonObject
  readonly theirs: JsonObject
}

export interface Rebased {
  readonly object: JsonObject
  /** Fields that both changed, to different values: mine stands in `object`. */
  readonly collisions: readonly string[]
}

/**
 * My edits put onto what others wrote meanwhile. Lists whose items have keys (containers have names) are merged item by
 * item; other lists are one value.
 *
 *   base {replicas: 1, image: a}   mine {replicas: 3, image: a}   theirs {replicas: 1, image: b}
 *   → {replicas: 3, image: b}, no collision
 */
export function rebaseEdits({ base, mine, theirs }: ThreeWays, schema: KindSchema | undefined): Rebased {
  const rebase = new Rebase(schema)
  const object = rebase.members({ base, mine, theirs }, [])
  return { object, collisions: rebase.collisions }
}

type Value = Json | undefined

interface Ways<T> {
  readonly base: T
  readonly mine: T
  readonly theirs: T
}

class Rebase {
  readonly collisions: string[] = []
  readonly #schema: KindSchema | undefined

  constructor(schema: KindSchema | undefined) {
    this.#schema = schema
  }

  members({ base, mine, theirs }: Ways<JsonObject>, path: readonly Step[]): JsonObject {
    const names = new Set([...Object.keys(theirs), ...Object.keys(mine)])
    const entries = [...names].flatMap((name): readonly (readonly [string, Json])[] => {
      const merged = this.#value({ base: base[name], mine: mine[name], theirs: theirs[name] }, [...path, name])
      return merged === undefined ? [] : [[name, merged]]
    })
    return Object.fromEntries(entries)
  }

  #value(ways: Ways<Value>, path: readonly Step[]): Value {
    const { base, mine, theirs } = ways
    if (isDeepEqual(mine, base)) return theirs
    if (isDeepEqual(theirs, base) || isDeepEqual(theirs, mine)) return mine
    if (isJsonObject(mine) && isJsonObject(theirs))
      return this.members({ base: isJsonObject(base) ? base : {}, mine, theirs }, path)
    const keys = this.#keysAt(path)
    if (Array.isArray(mine) && Array.isArray(theirs) && keys.length > 0)
      return this.#items({ base: Array.isArray(base) ? base : [], mine, theirs }, path, keys)
    this.collisions.push(formatFieldPath(path))
    return mine
  }

  #items(ways: Ways<readonly Json[]>, path: readonly Step[], keys: readonly string[]): readonly Json[] {
    const byKey = (items: readonly Json[]) => new Map(items.map((item) => [itemKey(item, keys), item]))
    const [base, mine, theirs] = [byKey(ways.base), byKey(ways.mine), byKey(ways.theirs)]
    // The order is mine; what is new on their side comes behind.
    const order = new Set([...mine.keys(), ...theirs.keys()])
    return [...order].flatMap((key, at) => {
      const item = { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) }
      const merged = this.#value(item, [...path, at])
      return merged === undefined ? [] : [merged]
    })
  }

  #keysAt(path: readonly Step[]): readonly string[] {
    if (this.#schema === undefined) return []
    const { document, root } = this.#schema
    const schema = schemaAt(document, root, path)
    return mergeKeysOf(schema === undefined ? undefined : resolveSchema(document, schema))
  }
}

function itemKey(item: Json, keys: readonly string[]): string {
  return isJsonObject(item) ? keys.map((key) => JSON.stringify(item[key] ?? null)).join() : JSON.stringify(item)
}
