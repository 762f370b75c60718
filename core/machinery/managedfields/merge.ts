import type { ListShape, MapShape, Shape } from "./shape.ts"
import { isEmptyMembers, itemStep, listOf, memberShape, membersOf, resolve } from "./typed-value.ts"

/** `live` with what `applied` sets. Lists are merged item by item where their items can be told apart. */
export function mergeValues(live: unknown, applied: unknown, shape: Shape): unknown {
  if (applied === undefined) return live
  const own = resolve(shape, applied)
  if (own.type === "scalar") return applied
  return own.type === "list" ? mergeLists(own, live, applied) : mergeMaps(own, live, applied)
}

function mergeMaps(shape: MapShape, live: unknown, applied: unknown): unknown {
  const from = membersOf(live)
  const to = membersOf(applied)
  if (shape.atomic || (isEmptyMembers(from) && isEmptyMembers(to))) return applied
  const merged = Object.entries(to ?? {}).map(([name, value]): [string, unknown] => [
    name,
    mergeValues(from?.[name], value, memberShape(shape, name)),
  ])
  return { ...from, ...Object.fromEntries(merged.filter(([, value]) => value !== undefined)) }
}

interface Item {
  readonly step: string | undefined
  readonly value: unknown
}

/**
 * The applied items stand in the order that was applied. The live ones that were not keep their places among those
 * that are in both, and stand before what is new.
 */
function mergeLists(shape: ListShape, live: unknown, applied: unknown): unknown {
  const from = itemsOf(shape, live)
  const to = itemsOf(shape, applied)
  if (shape.relation === "atomic" || (from.length === 0 && to.length === 0)) return applied
  const before = byStep(from)
  const after = byStep(to)
  const shared = to.filter(({ step }) => before.has(step)).map(({ step }) => step)
  const done = new Set<string | undefined>()
  const merged: unknown[] = []
  const push = ({ step }: Item) => {
    merged.push(mergeValues(before.get(step), after.get(step), shape.items()))
    done.add(step)
  }
  let left = 0
  let right = 0
  while (left < from.length || right < to.length) {
    const old = from[left]
    const next = to[right]
    if (old !== undefined && next !== undefined && old.step === next.step) {
      push(next)
      left++
      right++
      shared.shift()
    } else if (old !== undefined && next !== undefined && after.has(old.step) && isLater(old, shared)) left++
    else if (old !== undefined && !after.has(old.step)) {
      merged.push(mergeValues(old.value, undefined, shape.items()))
      left++
    } else {
      if (old !== undefined && done.has(old.step)) left++
      if (next !== undefined) {
        push(next)
        right++
        if (shared[0] === next.step) shared.shift()
      }
    }
  }
  return merged
}

/** Both have it, but the applied list has another shared item first. */
function isLater(item: Item, shared: readonly (string | undefined)[]): boolean {
  return shared.length > 0 && shared[0] !== item.step
}

function itemsOf(shape: ListShape, value: unknown): readonly Item[] {
  return (listOf(value) ?? []).map((item) => ({ step: itemStep(shape, item), value: item }))
}

function byStep(items: readonly Item[]): ReadonlyMap<string | undefined, unknown> {
  return new Map(items.map(({ step, value }) => [step, value]))
}
