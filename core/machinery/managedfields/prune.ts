import { difference, type FieldSet, intersection, isEmptySet, union } from "./field-set.ts"
import { removeItems } from "./remove-items.ts"
import type { Shape } from "./shape.ts"
import { toFieldSet, withNamedParents } from "./to-field-set.ts"

/**
 * Takes out of a merged object what its manager applied last time (`last`) and nobody manages now. Items that hold
 * something of another's stay, and what was never owned by who applied stays.
 */
export function prune(merged: unknown, managed: FieldSet, last: FieldSet | undefined, shape: Shape): unknown {
  if (last === undefined || isEmptySet(last)) return merged
  const grow = (set: FieldSet) => withNamedParents(set, shape)
  const fieldsOf = (value: unknown) => grow(toFieldSet(value, shape))
  const before = grow(last)
  const all = fieldsOf(merged)
  const pruned = removeItems(merged, before, shape)
  const withOwned = removeItems(merged, difference(all, union(fieldsOf(pruned), grow(managed))), shape)
  return removeItems(merged, intersection(difference(all, fieldsOf(withOwned)), before), shape)
}
