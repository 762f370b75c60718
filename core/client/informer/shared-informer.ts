import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject, WatchEvent } from "../../machinery/meta/object.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import { compareVersions } from "../../machinery/meta/version.ts"
import type { ListOptions } from "../client.ts"
import type { Change, Informer } from "./informer.ts"
import type { ReflectionDeps } from "./reflector.ts"
import { reflect } from "./reflector.ts"
import { Store } from "./store.ts"

const byNamespace = "namespace"

/** A store that one list and watch keeps up to date, and everyone who wants to hear of its changes. */
export class SharedInformer<T extends ApiObject> implements Informer<T> {
  readonly resource: Resource<T>
  readonly #narrowed: ListOptions
  readonly #deps: ReflectionDeps<T>
  readonly #shrink: (object: T) => T
  readonly #store = new Store<T>()
  readonly #listeners = new Set<(change: Change<T>) => void>()
  readonly #failureListeners = new Set<(error: unknown) => void>()
  /** Each is asked after every step whether what it waits for has come, and is dropped then. */
  readonly #waiters = new Set<() => boolean>()
  #synced = false
  #remaining: number | undefined
  #version = ""

  /** `shrink` takes from each object what nobody will read, before it is kept. */
  constructor(
    resource: Resource<T>,
    narrowed: ListOptions,
    deps: ReflectionDeps<T>,
    shrink: (object: T) => T = (object) => object,
  ) {
    this.resource = resource
    this.#narrowed = narrowed
    this.#deps = deps
    this.#shrink = shrink
    this.#store.addIndex(byNamespace, (object) => [object.metadata.namespace ?? ""])
  }

  get synced(): boolean {
    return this.#synced
  }

  /** While the first list comes in pages: how many objects are still to come, if the server says so. */
  get remaining(): number | undefined {
    return this.#remaining
  }

  get(key: string): T | undefined {
    return this.#store.get(key)
  }

  list(): readonly T[] {
    return this.#store.list()
  }

  inNamespace(namespace: string): readonly T[] {
    return this.#store.byIndex(byNamespace, namespace)
  }

  byIndex(index: string, value: string): readonly T[] {
    return this.#store.byIndex(index, value)
  }

  addIndex(index: string, valuesOf: (object: T) => readonly string[]): void {
    this.#store.addIndex(index, valuesOf)
  }

  onChange(listener: (change: Change<T>) => void): () => void {
    this.#listeners.add(listener)
    for (const object of this.#store.list()) listener({ key: keyOf(object), old: undefined, current: object })
    return () => void this.#listeners.delete(listener)
  }

  /** Tells of lists and watches that broke off and will be tried again. Returns the end of it. */
  onFailure(listener: (error: unknown) => void): () => void {
    this.#failureListeners.add(listener)
    return () => void this.#failureListeners.delete(listener)
  }

  waitForSync(signal: AbortSignal): Promise<void> {
    return this.#until(() => this.#synced, signal)
  }

  hasSeen(resourceVersion: string): boolean {
    return this.#synced && compareVersions(this.#version, resourceVersion) >= 0
  }

  waitForVersion(resourceVersion: string, signal: AbortSignal): Promise<void> {
    return this.#until(() => this.hasSeen(resourceVersion), signal)
  }

  /** Resolves when the signal aborts. */
  run(signal: AbortSignal): Promise<void> {
    const target = {
      add: (objects: readonly T[], remaining: number | undefined) => {
        this.#remaining = remaining
        for (const object of objects) this.#put(object)
      },
      replace: (objects: readonly T[], resourceVersion: string) => {
        for (const change of this.#store.replace(objects.map(this.#shrink))) this.#tell(change)
        this.#synced = true
        this.#remaining = undefined
        this.#version = "" // a server that was put back to an earlier state counts from there again
        this.#advance(resourceVersion)
      },
      apply: (event: WatchEvent<T>) => this.#apply(event),
      failed: (error: unknown) => {
        for (const listener of this.#failureListeners) listener(error)
      },
    }
    return reflect({ resource: this.resource, narrowed: this.#narrowed, target, deps: this.#deps }, signal)
  }

  #apply(event: WatchEvent<T>): void {
    if (event.type === "BOOKMARK") {
      this.#advance(event.resourceVersion)
      return
    }
    if (event.type === "DELETED") this.#tell(this.#store.delete(keyOf(event.object)))
    else this.#put(event.object)
    this.#advance(event.object.metadata.resourceVersion ?? "")
  }

  #put(object: T): void {
    this.#tell(this.#store.set(this.#shrink(object)))
  }

  #tell(change: Change<T> | undefined): void {
    if (change === undefined) return
    for (const listener of this.#listeners) listener(change)
  }

  #advance(version: string): void {
    if (compareVersions(version, this.#version) > 0) this.#version = version
    for (const waiter of this.#waiters) if (waiter()) this.#waiters.delete(waiter)
  }

  #until(condition: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      if (condition()) return resolve()
      const onAbort = () => {
        this.#waiters.delete(waiter)
        reject(signal.reason)
      }
      const waiter = () => {
        if (!condition()) return false
        signal.removeEventListener("abort", onAbort)
        resolve()
        return true
      }
      this.#waiters.add(waiter)
      signal.addEventListener("abort", onAbort, { once: true })
    })
  }
}
