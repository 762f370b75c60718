import { isDeepEqual } from "../../base/json.ts"
import { type FieldSet, FieldSetBuilder } from "./field-set.ts"
import type { ListShape, MapShape, Shape } from "./shape.ts"
import {
  isEmptyMembers,
  itemStep,
  listOf,
  type Members,
  memberShape,
  membersOf,
  type Resolved,
  resolve,
} from "./typed-value.ts"

/** What changed between two values, path by path. */
export interface Comparison {
  readonly removed: FieldSet
  readonly modified: FieldSet
  readonly added: FieldSet
  readonly isSame: boolean
}

export function compare(left: unknown, right: unknown, shape: Shape): Comparison {
  const walk = new Walk()
  walk.values(left, right, shape)
  const { removed, modified, added } = walk
  return {
    removed: removed.set,
    modified: modified.set,
    added: added.set,
    isSame: removed.isEmpty && modified.isEmpty && added.isEmpty,
  }
}

/** Undefined stands for "is not there"; null is a value. */
class Walk {
  readonly removed = new FieldSetBuilder()
  readonly modified = new FieldSetBuilder()
  readonly added = new FieldSetBuilder()
  readonly #path: string[] = []

  values(left: unknown, right: unknown, shape: Shape): void {
    if (left === right) return
    const before = resolve(shape, left)
    const after = resolve(shape, right)
    const isLeaf =
      right === undefined
        ? this.#as(before, left, right)
        : left === undefined || before.type === after.type
          ? this.#as(after, left, right)
          : this.#bothWays(before, after, left, right)
    if (isLeaf) return
    if (left === undefined) this.added.insert(this.#path)
    else if (right === undefined) this.removed.insert(this.#path)
  }

  /** Something untyped became another kind of thing. */
  #bothWays(before: Resolved, after: Resolved, left: unknown, right: unknown): boolean {
    this.#as(before, left, right)
    return this.#as(after, left, right)
  }

  /** Whether the value was looked at as a whole. */
  #as(shape: Resolved, left: unknown, right: unknown): boolean {
    switch (shape.type) {
      case "scalar":
        return this.#leaf(left, right)
      case "list":
        return this.#lists(shape, left, right)
      case "map":
        return this.#maps(shape, left, right)
    }
  }

  #leaf(left: unknown, right: unknown): true {
    if (left === undefined) this.added.insert(this.#path)
    else if (right === undefined) this.removed.insert(this.#path)
    else if (!isDeepEqual(left, right)) this.modified.insert(this.#path)
    return true
  }

  #maps(shape: MapShape, left: unknown, right: unknown): boolean {
    const from = membersOf(left)
    const to = membersOf(right)
    if (shape.atomic || (isEmptyMembers(from) && isEmptyMembers(to))) return this.#leaf(left, right)
    for (const name in from) this.#member(shape, name, from[name], to?.[name])
    for (const name in to) if (from?.[name] === undefined) this.#member(shape, name, undefined, to[name])
    return false
  }

  #member(shape: MapShape, name: string, left: unknown, right: unknown): void {
    if (left === right) return
    this.#path.push(`f:${name}`)
    this.values(left, right, memberShape(shape, name))
    this.#path.pop()
  }

  #lists(shape: ListShape, left: unknown, right: unknown): boolean {
    const from = listOf(left) ?? []
    const to = listOf(right) ?? []
    if (shape.relation === "atomic" || (from.length === 0 && to.length === 0)) return this.#leaf(left, right)
    if (isDeepEqual(from, to)) return false
    const before = byStep(shape, from)
    const after = byStep(shape, to)
    for (const step of new Set([...before.keys(), ...after.keys()])) {
      this.#path.push(step)
      this.#items(shape, before.get(step) ?? [], after.get(step) ?? [])
      this.#path.pop()
    }
    return false
  }

  /** Items with the same keys: one on each side, but old objects may hold repeats, which are looked at as a whole. */
  #items(shape: ListShape, left: Members[string][], right: Members[string][]): void {
    if (left.length <= 1 && right.length <= 1) this.values(left[0], right[0], shape.items())
    else if (left.length > 1 && right.length > 1) {
      if (!isDeepEqual(left, right)) this.modified.insert(this.#path)
    } else if (left.length > 1) {
      if (right.length > 0) this.values(undefined, right[0], shape.items())
      this.removed.insert(this.#path)
    } else {
      if (left.length > 0) this.values(left[0], undefined, shape.items())
      this.added.insert(this.#path)
    }
  }
}

function byStep(shape: ListShape, items: readonly unknown[]): ReadonlyMap<string, unknown[]> {
  const found = new Map<string, unknown[]>()
  for (const item of items) {
    const step = itemStep(shape, item)
    if (step === undefined) continue
    const same = found.get(step)
    if (same === undefined) found.set(step, [item])
    else same.push(item)
  }
  return found
}
