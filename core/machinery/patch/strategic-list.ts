import { goFormat } from "./go-format.ts"
import { isObject, type ListShape, type Members, patchFailure, withoutDirectives } from "./strategic-shape.ts"

type List = readonly unknown[]

/**
 * Merges two lists. `order`, or else the patch itself, says how the items it names stand among each other; the others
 * keep the places they had.
 */
export function mergeLists(list: ListShape, original: List, patch: List, isDeleteList: boolean, order?: List): List {
  const everything = [...original, ...patch]
  if (everything.length === 0) return original
  const isOfObjects = everything.some(isObject)
  if (!isOfObjects) return isDeleteList ? remove(original, patch) : mergeScalars(original, patch, order ?? patch)
  if (list.mergeKey === "") throw patchFailure("cannot merge lists without merge key for the patched type")
  return mergeObjects(list, original.map(asMembers), patch.map(asMembers), order)
}

function remove(original: List, patch: List): List {
  const gone = new Set(patch)
  return original.filter((item) => !gone.has(item))
}

function mergeScalars(original: List, patch: List, order: List): List {
  const merged = [...new Set([...original, ...patch])]
  return arrange(merged, order, original, (item) => item)
}

function mergeObjects(
  { mergeKey, merge }: ListShape,
  original: readonly Members[],
  patch: readonly Members[],
  order: List | undefined,
): List {
  const keyOf = (item: unknown) => (isObject(item) ? item[mergeKey] : undefined)
  const { kept, changes } = takeDirectives(mergeKey, original, patch)
  const merged: Members[] = [...kept]
  for (const change of changes) {
    const key = requireKey(change, mergeKey)
    const at = merged.findIndex((item) => item[mergeKey] === key)
    const old = merged[at]
    if (old !== undefined) merged[at] = merge(old, change)
    else merged.push(withoutDirectives(change) as Members) // has no $patch of its own: takeDirectives took those
  }
  for (const item of merged) requireKey(item, mergeKey)
  return arrange(merged, order ?? changes, original, keyOf)
}

/** Items with `$patch` are no items: they delete the one with their key, or all that was there. */
function takeDirectives(mergeKey: string, original: readonly Members[], patch: readonly Members[]) {
  let kept = original
  let isReplaced = false
  const changes: Members[] = []
  for (const item of patch) {
    const directive = item["$patch"]
    if (directive === undefined) changes.push(item)
    else if (directive === "delete") {
      const key = requireKey(item, mergeKey)
      kept = kept.filter((each) => each[mergeKey] !== key)
    } else if (directive === "replace") isReplaced = true
    else if (directive === "merge") throw patchFailure("merging lists cannot yet be specified in the patch")
    else throw patchFailure(`unknown patch type: ${goFormat(directive)} in map: ${goFormat(item)}`)
  }
  return isReplaced ? { kept: changes, changes: [] } : { kept, changes }
}

/** The items that `order` names in its order, woven into the others by where the original had them. */
function arrange(merged: List, order: List, original: List, keyOf: (item: unknown) => unknown): List {
  const places = new Map(order.map((item, at) => [keyOf(item), at]))
  const before = new Map(original.map((item, at) => [keyOf(item), at]))
  const place = (item: unknown, among: ReadonlyMap<unknown, number>) =>
    among.get(keyOf(item)) ?? Number.MAX_SAFE_INTEGER
  const named = merged.filter((item) => places.has(keyOf(item))).sort((a, b) => place(a, places) - place(b, places))
  const others = merged.filter((item) => !places.has(keyOf(item))).sort((a, b) => place(a, before) - place(b, before))
  const result: unknown[] = []
  let at = 0
  for (const item of named) {
    const own = before.get(keyOf(item))
    while (own !== undefined && at < others.length && place(others[at], before) < own) result.push(others[at++])
    result.push(item)
  }
  return [...result, ...others.slice(at)]
}

function requireKey(item: Members, mergeKey: string): unknown {
  const key = item[mergeKey]
  if (key !== undefined) return key
  throw patchFailure(`map: ${goFormat(item)} does not contain declared merge key: ${mergeKey}`)
}

function asMembers(item: unknown): Members {
  if (isObject(item)) return item
  throw patchFailure(
    `expected a map[string]interface {}, but received a ${Array.isArray(item) ? "[]interface {}" : typeof item}`,
  )
}
