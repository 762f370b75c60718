import { isDeepEqual } from "../../base/json.ts"
import type { FieldSet } from "./field-set.ts"
import { PathTrie } from "./path-trie.ts"
import type { ListShape, MapShape, Shape } from "./shape.ts"
import { isEmptyMembers, listOf, memberShape, membersOf, resolve } from "./typed-value.ts"

/** Room for some hundred shapes of objects. */
const mostNodes = 20_000

const map = Symbol("map")
const list = Symbol("list")
const end = Symbol("end")
const same = Symbol("same")
const other = Symbol("other")
const missing = Symbol("missing")

/**
 * Which fields the writer of a new object owns depends on which fields are there and hardly on their values, and objects
 * are made by the thousand from a template: the answer is kept by what is there.
 */
export class NewObjectFields {
  readonly #trie = new PathTrie<FieldSet>(mostNodes)

  /** `find` is asked for objects unlike any before. `about` is everything else that its answer depends on. */
  of(about: string, zero: unknown, object: unknown, shape: Shape, find: () => FieldSet): FieldSet {
    const trie = this.#trie
    trie.start()
    trie.step(about)
    if (!walk(zero, object, shape, trie)) return find()
    trie.value ??= find()
    return trie.value
  }
}

type Trie = PathTrie<FieldSet>

/** Whether what is compared is all in the path: then equal paths have equal answers. */
function walk(left: unknown, right: unknown, shape: Shape, trie: Trie): boolean {
  const own = resolve(shape, right)
  if (own.type === "map" && !own.atomic) return walkMap(left, right, own, trie)
  if (own.type === "list" && own.relation !== "atomic") return walkList(left, right, own, trie)
  return walkLeaf(left, right, trie)
}

function walkLeaf(left: unknown, right: unknown, trie: Trie): boolean {
  if (left !== undefined) trie.step(isDeepEqual(left, right) ? same : other)
  return true
}

function walkMap(left: unknown, right: unknown, shape: MapShape, trie: Trie): boolean {
  const from = membersOf(left)
  const to = membersOf(right)
  if (isEmptyMembers(from) && isEmptyMembers(to)) return walkLeaf(left, right, trie)
  for (const name in from) if (from[name] !== undefined && to?.[name] === undefined) return false
  trie.step(left === undefined ? missing : map)
  for (const name in to) {
    const value = to[name]
    if (value === undefined) continue
    trie.step(name)
    if (!walk(from?.[name], value, memberShape(shape, name), trie)) return false
  }
  trie.step(end)
  return true
}

function walkList(left: unknown, right: unknown, shape: ListShape, trie: Trie): boolean {
  const items = listOf(right) ?? []
  if ((listOf(left) ?? []).length > 0) return false
  if (items.length === 0) return walkLeaf(left, right, trie)
  trie.step(list)
  for (const item of items) {
    if (!stepToItem(item, shape, trie) || !walk(undefined, item, shape.items(), trie)) return false
  }
  trie.step(end)
  return true
}

/** By what `itemStep` tells items apart. */
function stepToItem(item: unknown, shape: ListShape, trie: Trie): boolean {
  const members = membersOf(item)
  if (shape.relation === "set" || members === undefined) {
    if (typeof item === "object") return false
    trie.step(item)
    return true
  }
  for (const key of shape.keys) {
    const value = members[key] ?? shape.keyDefaults[key]
    if (typeof value === "object") return false
    trie.step(value)
  }
  return true
}
