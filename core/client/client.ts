import type { Resource } from "../machinery/api/resource.ts"
import type { ApiObject, ObjectList, WatchEvent } from "../machinery/meta/object.ts"
import type { DeleteOptions } from "../machinery/meta/v1.gen.ts"

/** How every part but the API server sees the cluster. Failures are `StatusError`. `rest/rest-client.ts` is the one over a transport. */
export interface Client {
  get<T extends ApiObject>(resource: Resource<T>, at: Named): Promise<T>
  list<T extends ApiObject>(resource: Resource<T>, options?: ListOptions): Promise<ObjectList<T>>
  create<T extends ApiObject>(resource: Resource<T>, object: T, options?: WriteOptions): Promise<T>
  update<T extends ApiObject>(resource: Resource<T>, object: T, options?: WriteOptions): Promise<T>
  patch<T extends ApiObject>(resource: Resource<T>, at: Named, patch: Patch, options?: WriteOptions): Promise<T>
  delete<T extends ApiObject>(resource: Resource<T>, at: Named, options?: DeleteOptions): Promise<void>
  deleteCollection<T extends ApiObject>(
    resource: Resource<T>,
    options: ListOptions,
    deletion?: DeleteOptions,
  ): Promise<void>
  /** POST to a subresource with a body of its own: bindings, evictions, tokens. */
  act<B extends ApiObject>(
    resource: Resource,
    at: Named & { readonly subresource: string },
    body: B,
  ): Promise<ApiObject>
  /** Ends when the server closes it or the signal aborts; throws a StatusError for an ERROR event. */
  watch<T extends ApiObject>(resource: Resource<T>, options: WatchOptions): AsyncIterable<WatchEvent<T>>
}

/** One object. */
export interface Named {
  /** Left out for what has no namespace. */
  readonly namespace?: string | undefined
  readonly name: string
  readonly signal?: AbortSignal | undefined
}

/** Which objects, and as of when. See the query parameters of the same names. */
export interface ListOptions {
  /** Left out: all namespaces. */
  readonly namespace?: string | undefined
  readonly labelSelector?: string | undefined
  readonly fieldSelector?: string | undefined
  readonly limit?: number | undefined
  readonly continue?: string | undefined
  readonly resourceVersion?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** From where: `resourceVersion` is a list's, or that of the last event seen. */
export interface WatchOptions extends ListOptions {
  readonly signal: AbortSignal
  readonly timeoutSeconds?: number | undefined
  readonly allowBookmarks?: boolean | undefined
}

/** The query parameters of a write. */
export interface WriteOptions {
  /** "status", "scale". */
  readonly subresource?: string | undefined
  readonly dryRun?: boolean | undefined
  readonly fieldManager?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** A change in one of the forms that the API server takes. */
export type Patch =
  | { readonly type: "json"; readonly body: readonly unknown[] }
  | { readonly type: "merge" | "strategic"; readonly body: unknown }
  | { readonly type: "apply"; readonly body: unknown; readonly force?: boolean }
