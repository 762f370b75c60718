import type { ApiObject } from "../../machinery/meta/object.ts"
import type { CachedObject } from "./cached-object.ts"
import { SortedObjects } from "./sorted-objects.ts"

/** Gives the value of an object under an index: `spec.nodeName`. */
export type Indexes = Readonly<Record<string, (object: ApiObject) => string>>

/** The newest state of every object: by key, in key order, and by index. */
export class ObjectTable {
  readonly #objects = new Map<string, CachedObject>()
  readonly #sorted = new SortedObjects()
  readonly #indexes: Indexes
  /** Index name, then value, to the keys that have it. */
  readonly #indexed = new Map<string, Map<string, Set<string>>>()

  constructor(indexes: Indexes) {
    this.#indexes = indexes
    for (const name of Object.keys(indexes)) this.#indexed.set(name, new Map())
  }

  get size(): number {
    return this.#objects.size
  }

  get(key: string): CachedObject | undefined {
    return this.#objects.get(key)
  }

  set(object: CachedObject): void {
    const previous = this.#objects.get(object.key)
    this.#sorted.set(object)
    this.#objects.set(object.key, object)
    this.#reindex(object.key, previous, object)
  }

  delete(key: string): void {
    const previous = this.#objects.get(key)
    if (previous === undefined) return
    this.#objects.delete(key)
    this.#sorted.delete(key)
    this.#reindex(key, previous, undefined)
  }

  clear(): void {
    this.#objects.clear()
    this.#sorted.clear()
    for (const values of this.#indexed.values()) values.clear()
  }

  /** What `prefix` begins the key of, from a key on, at most so many. */
  range(prefix: string, from = "", limit = Number.POSITIVE_INFINITY): readonly CachedObject[] {
    return this.#sorted.range(prefix, from, limit)
  }

  count(prefix: string, from = ""): number {
    return this.#sorted.count(prefix, from)
  }

  /** In key order. Throws for an index the table was not made with. */
  withIndex(name: string, value: string): readonly CachedObject[] {
    const values = this.#indexed.get(name)
    if (values === undefined) throw new Error(`There is no index "${name}"`)
    return [...(values.get(value) ?? [])].sort().flatMap((key) => this.#objects.get(key) ?? [])
  }

  /** Whether the object has the value: what a watch asks of one that is no longer in the table. */
  hasValue(object: CachedObject, name: string, value: string): boolean {
    return this.#indexes[name]?.(object.object) === value
  }

  #reindex(key: string, previous: CachedObject | undefined, current: CachedObject | undefined): void {
    for (const [name, values] of this.#indexed) {
      const read = this.#indexes[name]
      const before = previous && read?.(previous.object)
      const after = current && read?.(current.object)
      if (before === after) continue
      if (before !== undefined) remove(values, before, key)
      if (after !== undefined) add(values, after, key)
    }
  }
}

function add(values: Map<string, Set<string>>, value: string, key: string): void {
  const keys = values.get(value)
  if (keys === undefined) values.set(value, new Set([key]))
  else keys.add(key)
}

function remove(values: Map<string, Set<string>>, value: string, key: string): void {
  const keys = values.get(value)
  keys?.delete(key)
  if (keys?.size === 0) values.delete(value)
}
