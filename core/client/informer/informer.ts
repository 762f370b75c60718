import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"

/** What a part reads of the cluster: kept up to date by list and watch, indexed, read-only. */
export interface Informer<T extends ApiObject = ApiObject> {
  readonly resource: Resource<T>
  /** By `keyOf`. What comes out is shared: never change it. */
  get(key: string): T | undefined
  list(): readonly T[]
  inNamespace(namespace: string): readonly T[]
  /** Objects whose index function gave this value; the index is declared with `addIndex` before the start. */
  byIndex(index: string, value: string): readonly T[]
  addIndex(index: string, valuesOf: (object: T) => readonly string[]): void
  /** Tells of every change after it is in the store; on subscribing, of everything already there. Returns the end of it. */
  onChange(listener: (change: Change<T>) => void): () => void
  /** Whether the first list is in the store. */
  readonly synced: boolean
  waitForSync(signal: AbortSignal): Promise<void>
  /**
   * Whether everything up to this resourceVersion is in the store: who writes an object and waits for the answer's version
   * reads its own write. Only for an informer that is not narrowed.
   */
  hasSeen(resourceVersion: string): boolean
  waitForVersion(resourceVersion: string, signal: AbortSignal): Promise<void>
}

/** What happened to one object, as two states: which events led there does not matter. */
export interface Change<T extends ApiObject = ApiObject> {
  readonly key: string
  /** What was there before; undefined when it is new. */
  readonly old: T | undefined
  /** What is there now; undefined when it is gone. */
  readonly current: T | undefined
}

/** One informer per resource and selector, shared by all who ask in a process. */
export interface Informers {
  of<T extends ApiObject>(
    resource: Resource<T>,
    narrowed?: { readonly namespace?: string; readonly fieldSelector?: string; readonly labelSelector?: string },
  ): Informer<T>
  /** Starts those asked for so far and resolves when each is synced. Later ones start as they are asked for. */
  start(signal: AbortSignal): Promise<void>
}
