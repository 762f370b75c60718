import type { Clock } from "../../base/clock.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import { apiVersionOf, pathOf } from "../../machinery/api/resource.ts"
import type { Transport, TransportRequest, TransportResponse } from "../../machinery/api/transport.ts"
import type { ApiObject, ObjectList, WatchEvent } from "../../machinery/meta/object.ts"
import type { DeleteOptions } from "../../machinery/meta/v1.gen.ts"
import type { Client, ListOptions, Named, Patch, WatchOptions, WriteOptions } from "../client.ts"
import { decodeLines } from "./line-decoder.ts"
import { decodeFailure, decodeWatchEvent } from "./watch-event.ts"

/** How often a request that the server put off (429, 503 with `Retry-After`) is tried in all, as client-go does. */
const attemptsMax = 10

const patchTypes = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
} as const

/** A client that speaks the API over any transport. */
export class RestClient implements Client {
  readonly #transport: Transport
  readonly #clock: Clock
  readonly #userAgent: string

  constructor({ transport, clock, userAgent }: { transport: Transport; clock: Clock; userAgent: string }) {
    this.#transport = transport
    this.#clock = clock
    this.#userAgent = userAgent
  }

  async get<T extends ApiObject>(resource: Resource<T>, at: Named): Promise<T> {
    return this.#object<T>({ method: "GET", path: pathOf(resource, placeOf(at)) }, at.signal)
  }

  async list<T extends ApiObject>(resource: Resource<T>, options: ListOptions = {}): Promise<ObjectList<T>> {
    const path = pathOf(resource, placeOf(options)) + listQuery(options)
    return this.#object<ObjectList<T>>({ method: "GET", path }, options.signal)
  }

  async create<T extends ApiObject>(resource: Resource<T>, object: T, options: WriteOptions = {}): Promise<T> {
    const { namespace, name } = object.metadata
    const at = { ...placeOf({ namespace }), ...(options.subresource === undefined ? {} : { name: name ?? "" }) }
    return this.#write({ method: "POST", resource, at, body: withKind(resource, object) }, options)
  }

  async update<T extends ApiObject>(resource: Resource<T>, object: T, options: WriteOptions = {}): Promise<T> {
    const { namespace, name = "" } = object.metadata
    return this.#write(
      { method: "PUT", resource, at: placeOf({ namespace, name }), body: withKind(resource, object) },
      options,
    )
  }

  async patch<T extends ApiObject>(
    resource: Resource<T>,
    at: Named,
    patch: Patch,
    options: WriteOptions = {},
  ): Promise<T> {
    const force = patch.type === "apply" && patch.force === true
    const type = patchTypes[patch.type]
    return this.#write({ method: "PATCH", resource, at: placeOf(at), body: patch.body, type, force }, options)
  }

  async delete<T extends ApiObject>(resource: Resource<T>, at: Named, options: DeleteOptions = {}): Promise<void> {
    const path = pathOf(resource, placeOf(at))
    await this.#drained({ method: "DELETE", path, ...deletionBody(options) }, at.signal)
  }

  async deleteCollection<T extends ApiObject>(
    resource: Resource<T>,
    options: ListOptions,
    deletion: DeleteOptions = {},
  ): Promise<void> {
    const path = pathOf(resource, placeOf(options)) + listQuery(options)
    await this.#drained({ method: "DELETE", path, ...deletionBody(deletion) }, options.signal)
  }

  async act<B extends ApiObject>(
    resource: Resource,
    at: Named & { readonly subresource: string },
    body: B,
  ): Promise<ApiObject> {
    const path = pathOf(resource, { ...placeOf(at), subresource: at.subresource })
    return this.#object({ method: "POST", path, ...jsonBody(body) }, at.signal)
  }

  async *watch<T extends ApiObject>(resource: Resource<T>, options: WatchOptions): AsyncGenerator<WatchEvent<T>> {
    const query = listQuery({ ...options, watch: true })
    const response = await this.#send(
      { method: "GET", path: pathOf(resource, placeOf(options)) + query },
      options.signal,
    )
    for await (const line of decodeLines(response.chunks)) yield decodeWatchEvent<T>(line)
  }

  #write<T>({ method, resource, at, body, type, force }: Write, options: WriteOptions): Promise<T> {
    const subresource = options.subresource === undefined ? {} : { subresource: options.subresource }
    const query = formatQuery({
      dryRun: options.dryRun ? "All" : undefined,
      fieldManager: options.fieldManager,
      force: force === true ? "true" : undefined,
    })
    const path = pathOf(resource, { ...at, ...subresource }) + query
    return this.#object<T>({ method, path, ...jsonBody(body, type) }, options.signal)
  }

  async #object<T>(request: TransportRequest, signal: AbortSignal | undefined): Promise<T> {
    const response = await this.#send(request, signal)
    // What the API server answers a typed request with is of that type; it has checked the object against the schema.
    return JSON.parse(new TextDecoder().decode(await response.bytes())) as T
  }

  async #drained(request: TransportRequest, signal: AbortSignal | undefined): Promise<void> {
    await (await this.#send(request, signal)).bytes()
  }

  async #send(request: TransportRequest, signal: AbortSignal | undefined): Promise<TransportResponse> {
    const headers = { accept: "application/json", "user-agent": this.#userAgent, ...request.headers }
    const whole = { ...request, headers, ...(signal ? { signal } : {}) }
    for (let attempt = 1; ; attempt++) {
      const response = await this.#transport.request(whole)
      if (response.status < 400) return response
      const body = await response.bytes()
      const retryAfterSeconds = Number(response.headers["retry-after"] ?? Number.NaN)
      const putOff = response.status === 429 || response.status >= 500
      if (!putOff || Number.isNaN(retryAfterSeconds) || attempt === attemptsMax) {
        throw decodeFailure(response.status, body)
      }
      await this.#clock.sleep(retryAfterSeconds * 1000, signal ? { signal } : {})
    }
  }
}

interface Write {
  readonly method: "POST" | "PUT" | "PATCH"
  readonly resource: Resource
  readonly at: { readonly namespace?: string; readonly name?: string }
  readonly body: unknown
  /** A patch's media type. */
  readonly type?: string
  /** An apply that takes fields from other managers. */
  readonly force?: boolean
}

function placeOf({ namespace, name }: { readonly namespace?: string | undefined; readonly name?: string | undefined }) {
  return { ...(namespace ? { namespace } : {}), ...(name === undefined ? {} : { name }) }
}

function withKind<T extends ApiObject>(resource: Resource<T>, object: T): T {
  return { apiVersion: apiVersionOf(resource), kind: resource.kind, ...object }
}

function listQuery(options: ListOptions & Partial<Omit<WatchOptions, "signal">> & { readonly watch?: true }): string {
  return formatQuery({
    watch: options.watch === true ? "true" : undefined,
    labelSelector: options.labelSelector,
    fieldSelector: options.fieldSelector,
    limit: options.limit === undefined ? undefined : `${options.limit}`,
    continue: options.continue,
    resourceVersion: options.resourceVersion,
    timeoutSeconds: options.timeoutSeconds === undefined ? undefined : `${options.timeoutSeconds}`,
    allowWatchBookmarks: options.allowBookmarks ? "true" : undefined,
  })
}

function formatQuery(parameters: Readonly<Record<string, string | undefined>>): string {
  const words = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return words.length === 0 ? "" : `?${words.join("&")}`
}

function deletionBody(options: DeleteOptions): Pick<TransportRequest, "headers" | "body"> {
  if (Object.keys(options).length === 0) return {}
  return jsonBody({ apiVersion: "v1", kind: "DeleteOptions", ...options })
}

function jsonBody(body: unknown, type = "application/json") {
  return { headers: { "content-type": type }, body: new TextEncoder().encode(JSON.stringify(body)) }
}
