import type { ApiObject } from "../../machinery/meta/object.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import type { Change } from "./informer.ts"

/**
 * What an informer holds: objects by key, and for each index the keys that have a value.
 *
 *   indexes.get("owner")  →  { "uid-1" → {"default/a", "default/b"} }
 */
export class Store<T extends ApiObject> {
  readonly #objects = new Map<string, T>()
  readonly #indexes = new Map<string, Index<T>>()

  get(key: string): T | undefined {
    return this.#objects.get(key)
  }

  list(): readonly T[] {
    return [...this.#objects.values()]
  }

  byIndex(name: string, value: string): readonly T[] {
    const index = this.#indexes.get(name)
    if (index === undefined) throw new RangeError(`Informer has no index "${name}"`)
    const found: T[] = []
    for (const key of index.keys.get(value) ?? []) {
      const object = this.#objects.get(key)
      if (object !== undefined) found.push(object)
    }
    return found
  }

  addIndex(name: string, valuesOf: (object: T) => readonly string[]): void {
    if (this.#indexes.has(name)) return
    const index: Index<T> = { valuesOf, keys: new Map() }
    this.#indexes.set(name, index)
    for (const [key, object] of this.#objects) insert(index, key, object)
  }

  /** Puts the object in; undefined when the same version is there already. */
  set(object: T): Change<T> | undefined {
    const key = keyOf(object)
    const old = this.#objects.get(key)
    const version = object.metadata.resourceVersion
    if (old !== undefined && version !== undefined && old.metadata.resourceVersion === version) return undefined
    for (const index of this.#indexes.values()) {
      if (old !== undefined) remove(index, key, old)
      insert(index, key, object)
    }
    this.#objects.set(key, object)
    return { key, old, current: object }
  }

  delete(key: string): Change<T> | undefined {
    const old = this.#objects.get(key)
    if (old === undefined) return undefined
    for (const index of this.#indexes.values()) remove(index, key, old)
    this.#objects.delete(key)
    return { key, old, current: undefined }
  }

  /** Makes these the whole content and tells what changed by it. */
  replace(objects: readonly T[]): readonly Change<T>[] {
    const gone = new Set(this.#objects.keys())
    const changes: Change<T>[] = []
    for (const object of objects) {
      gone.delete(keyOf(object))
      const change = this.set(object)
      if (change !== undefined) changes.push(change)
    }
    for (const key of gone) {
      const change = this.delete(key)
      if (change !== undefined) changes.push(change)
    }
    return changes
  }
}

interface Index<T> {
  readonly valuesOf: (object: T) => readonly string[]
  readonly keys: Map<string, Set<string>>
}

function insert<T>({ valuesOf, keys }: Index<T>, key: string, object: T): void {
  for (const value of valuesOf(object)) {
    const bucket = keys.get(value)
    if (bucket === undefined) keys.set(value, new Set([key]))
    else bucket.add(key)
  }
}

function remove<T>({ valuesOf, keys }: Index<T>, key: string, object: T): void {
  for (const value of valuesOf(object)) {
    const bucket = keys.get(value)
    bucket?.delete(key)
    if (bucket?.size === 0) keys.delete(value)
  }
}
