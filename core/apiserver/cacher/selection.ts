import type { Resource } from "../../machinery/api/resource.ts"
import type { CachedObject } from "./cached-object.ts"
import type { Selection } from "./cacher.ts"
import { scopePrefix } from "./keys.ts"
import type { ObjectTable } from "./object-table.ts"

type Stored = Pick<Resource, "group" | "plural" | "namespaced">

/** A selection made ready to be asked of many objects. */
export interface CompiledSelection {
  /** Every selected key begins with it. */
  readonly prefix: string
  /** The one key that is meant, where only one can be. */
  readonly key: string | undefined
  /** The same for selections that see the same without asking an object; undefined for those that must ask. */
  readonly sharedAs: string | undefined
  /** Whether every key under `prefix` is selected. */
  readonly isWhole: boolean
  selects(object: CachedObject): boolean
  /** The same of an object whose key is known to begin with `prefix`. */
  selectsWithin(object: CachedObject): boolean
}

export function compileSelection(resource: Stored, table: ObjectTable, selection: Selection): CompiledSelection {
  const { scope, matchesLabels, matches, index } = selection
  const prefix = scopePrefix(resource, scope.namespace)
  const isOneKey = scope.name !== undefined && (!resource.namespaced || !!scope.namespace)
  const key = isOneKey ? `${prefix}${scope.name}` : undefined
  const suffix = scope.name !== undefined && !isOneKey ? `/${scope.name}` : ""
  const asksObject = matchesLabels !== undefined || matches !== undefined || index !== undefined
  const selectsWithin = (object: CachedObject): boolean => {
    if (suffix !== "" && !object.key.endsWith(suffix)) return false
    if (matchesLabels !== undefined && !matchesLabels(object.labels)) return false
    if (index !== undefined && !table.hasValue(object, index.name, index.value)) return false
    return matches === undefined || matches(object.object)
  }
  return {
    prefix,
    key,
    sharedAs: asksObject ? undefined : `${key ?? prefix}*${suffix}`,
    isWhole: !asksObject && scope.name === undefined,
    selectsWithin,
    selects(object) {
      return (key === undefined ? object.key.startsWith(prefix) : object.key === key) && selectsWithin(object)
    },
  }
}

/** What the table holds of it, in key order, at most `limit`; `from` is a key to begin at. */
export function selectFrom(
  table: ObjectTable,
  selection: Selection,
  compiled: CompiledSelection,
  { from = "", limit = Number.POSITIVE_INFINITY }: { readonly from?: string | undefined; readonly limit?: number } = {},
): readonly CachedObject[] {
  if (compiled.isWhole) return table.range(compiled.prefix, from, limit)
  const selected: CachedObject[] = []
  for (const object of candidates(table, selection, compiled, from)) {
    if (selected.length >= limit) break
    if (compiled.selectsWithin(object)) selected.push(object)
  }
  return selected
}

function candidates(
  table: ObjectTable,
  { index }: Selection,
  { key, prefix }: CompiledSelection,
  from: string,
): readonly CachedObject[] {
  if (key !== undefined) {
    const object = table.get(key)
    return object === undefined || key < from ? [] : [object]
  }
  if (index === undefined) return table.range(prefix, from)
  return table
    .withIndex(index.name, index.value)
    .filter((object) => object.key.startsWith(prefix) && object.key >= from)
}
