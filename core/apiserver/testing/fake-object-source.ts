import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import type { ObjectSource } from "../object-source.ts"

/** Objects a test puts in by hand. */
export class FakeObjectSource implements ObjectSource {
  readonly #objects = new Map<string, Map<string, ApiObject>>()
  readonly #listeners = new Map<string, Set<() => void>>()

  put<T extends ApiObject>(resource: Resource<T>, ...objects: readonly T[]): void {
    const kept = this.#objects.get(idOf(resource)) ?? new Map()
    for (const object of objects) kept.set(keyOf(object), object)
    this.#objects.set(idOf(resource), kept)
    for (const listener of this.#listeners.get(idOf(resource)) ?? []) listener()
  }

  get<T extends ApiObject>(
    resource: Resource<T>,
    at: { readonly namespace?: string; readonly name: string },
  ): T | undefined {
    return this.#objects.get(idOf(resource))?.get(keyOf({ metadata: at })) as T | undefined // put() took T for this resource
  }

  list<T extends ApiObject>(resource: Resource<T>, namespace?: string): readonly T[] {
    const all = [...(this.#objects.get(idOf(resource))?.values() ?? [])] as T[] // as above
    return namespace === undefined ? all : all.filter((each) => each.metadata.namespace === namespace)
  }

  podsOnNode(nodeName: string): readonly ApiObject[] {
    const pods = [...(this.#objects.get("/pods")?.values() ?? [])]
    return pods.filter(
      (pod) => (pod as ApiObject & { readonly spec?: { readonly nodeName?: string } }).spec?.nodeName === nodeName,
    )
  }

  onChange(resource: Resource, listener: () => void): () => void {
    const listeners = this.#listeners.get(idOf(resource)) ?? new Set()
    listeners.add(listener)
    this.#listeners.set(idOf(resource), listeners)
    return () => void listeners.delete(listener)
  }
}

function idOf({ group, plural }: Resource): string {
  return `${group}/${plural}`
}
