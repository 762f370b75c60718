import type { Clock } from "../../base/clock.ts"
import { formatTime } from "../../base/clock.ts"
import type { Random } from "../../base/random.ts"
import { nameSuffix } from "../../base/random.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import { groupResourceOf } from "../../machinery/api/resource.ts"
import type { ApiObject, ObjectList, WatchEvent } from "../../machinery/meta/object.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import type { DeleteOptions, ObjectMeta } from "../../machinery/meta/v1.gen.ts"
import { matchesFields, parseFieldSelector } from "../../machinery/selector/field-selector.ts"
import { matchesLabels } from "../../machinery/selector/label-selector.ts"
import { parseLabelSelector } from "../../machinery/selector/parse-label-selector.ts"
import {
  alreadyExists,
  conflict,
  expired,
  failure,
  notFound,
  staleVersion,
} from "../../machinery/status/status-error.ts"
import type { Client, ListOptions, Named, Patch, WatchOptions, WriteOptions } from "../client.ts"
import { EventQueue } from "./event-queue.ts"
import { mergePatch } from "./merge-patch.ts"

type Fields = Readonly<Record<string, unknown>>

/**
 * A cluster in memory for tests of what reads and writes through a `Client`: versions, conflicts, generations, status apart
 * from spec, finalizers, graceful deletion of bound pods, watches, pages (of what is there when each is asked for). No validation, no defaults; a strategic patch is merged.
 */
export class FakeCluster implements Client {
  readonly #clock: Clock
  readonly #random: Random
  readonly #objects = new Map<string, ApiObject>()
  readonly #watchers = new Set<Watcher>()
  /** Every write that came in, for tests that count: "create pods default/web-abcde". */
  readonly writes: string[] = []
  /** Called before each write; throw a StatusError to refuse it. */
  onWrite: (verb: string, resource: Resource, object: unknown) => void = () => {}
  #version = 100
  #oldest = 0

  constructor({ clock, random }: { clock: Clock; random: Random }) {
    this.#clock = clock
    this.#random = random
  }

  /** All objects of a resource as they are now. */
  all<T extends ApiObject>(resource: Resource<T>): readonly T[] {
    const prefix = `${groupResourceOf(resource)}|`
    // Stored under a resource's key is only what was written through that resource.
    return [...this.#objects].filter(([key]) => key.startsWith(prefix)).map(([, object]) => object as T)
  }

  /** Ends all watches; with `compacted` the next ones from an older version are told 410. */
  breakWatches({ compacted = false } = {}): void {
    if (compacted) this.#oldest = this.#version + 1
    if (compacted) this.#version += 2
    for (const watcher of this.#watchers) watcher.queue.end()
  }

  async get<T extends ApiObject>(resource: Resource<T>, at: Named): Promise<T> {
    return this.#stored(resource, at)
  }

  async list<T extends ApiObject>(resource: Resource<T>, options: ListOptions = {}): Promise<ObjectList<T>> {
    const found = this.all(resource).filter(matcher(options))
    const [version = this.#version, start = 0] = options.continue?.split("+").map(Number) ?? []
    if (version < this.#oldest) throw expired("The provided continue parameter is too old")
    const end = start + (options.limit ?? found.length)
    const left = found.length - end
    const rest = left > 0 ? { continue: `${version}+${end}`, remainingItemCount: left } : {}
    return { metadata: { resourceVersion: `${version}`, ...rest }, items: found.slice(start, end) }
  }

  async create<T extends ApiObject>(resource: Resource<T>, object: T, _options?: WriteOptions): Promise<T> {
    const { generateName } = object.metadata
    const name = object.metadata.name ?? `${generateName}${nameSuffix(this.#random)}`
    const made = this.#make(object, name)
    this.#note("create", resource, made)
    if (this.#objects.has(idOf(resource, made))) throw alreadyExists(resource, name)
    return this.#store(resource, made, "ADDED")
  }

  async update<T extends ApiObject>(resource: Resource<T>, object: T, options: WriteOptions = {}): Promise<T> {
    this.#note(`update${options.subresource ? `/${options.subresource}` : ""}`, resource, object)
    const old = this.#stored(resource, { ...object.metadata, name: object.metadata.name ?? "" })
    const version = object.metadata.resourceVersion
    if (version !== undefined && version !== old.metadata.resourceVersion) {
      throw conflict(resource, object.metadata.name ?? "", staleVersion)
    }
    return this.#change(resource, old, object, options.subresource)
  }

  async patch<T extends ApiObject>(
    resource: Resource<T>,
    at: Named,
    patch: Patch,
    options: WriteOptions = {},
  ): Promise<T> {
    const verb = `patch${options.subresource ? `/${options.subresource}` : ""}`
    this.#note(verb, resource, { metadata: at, body: patch.body })
    const old = this.#stored(resource, at)
    const next = mergePatch(old, patch.body) as T
    const { resourceVersion, uid } = next.metadata
    if (resourceVersion !== old.metadata.resourceVersion) throw conflict(resource, at.name, staleVersion)
    if (uid !== old.metadata.uid) throw conflict(resource, at.name, "the UID in the precondition does not match")
    return this.#change(resource, old, next, options.subresource)
  }

  async delete<T extends ApiObject>(resource: Resource<T>, at: Named, options: DeleteOptions = {}): Promise<void> {
    this.#note("delete", resource, { metadata: at })
    const old = this.#stored(resource, at)
    const expected = options.preconditions?.uid
    if (expected !== undefined && expected !== old.metadata.uid) {
      throw conflict(resource, at.name, `Precondition failed: UID in precondition: ${expected}`)
    }
    const finalizers = finalizersFor(old.metadata.finalizers ?? [], options.propagationPolicy)
    const grace = options.gracePeriodSeconds ?? graceOf(old)
    const isHeld = finalizers.length > 0 || fieldOf(old, "spec.finalizers") !== ""
    if (grace === 0 && !isHeld) return this.#drop(resource, old)
    const deletionTimestamp = old.metadata.deletionTimestamp ?? formatTime(this.#clock.now())
    const metadata: ObjectMeta = { ...old.metadata, finalizers, deletionTimestamp, deletionGracePeriodSeconds: grace }
    this.#store(resource, { ...old, metadata }, "MODIFIED")
  }

  async deleteCollection<T extends ApiObject>(
    resource: Resource<T>,
    options: ListOptions,
    deletion?: DeleteOptions,
  ): Promise<void> {
    for (const object of this.all(resource).filter(matcher(options))) {
      await this.delete(resource, { ...object.metadata, name: object.metadata.name ?? "" }, deletion)
    }
  }

  async act<B extends ApiObject>(
    resource: Resource,
    at: Named & { readonly subresource: string },
    body: B,
  ): Promise<ApiObject> {
    this.#note(`create/${at.subresource}`, resource, { metadata: at })
    const pod = this.#stored(resource, at)
    if (at.subresource === "eviction") await this.delete(resource, at)
    if (at.subresource === "binding") {
      const nodeName = fieldOf(body, "target.name")
      const spec = { ...(fieldsOf(pod)["spec"] as Fields | undefined), nodeName }
      this.#store(resource, { ...pod, ...{ spec } }, "MODIFIED")
    }
    return body
  }

  async *watch<T extends ApiObject>(resource: Resource<T>, options: WatchOptions): AsyncGenerator<WatchEvent<T>> {
    if (Number(options.resourceVersion ?? 0) < this.#oldest) throw expired("too old resource version")
    const queue = new EventQueue<ApiObject>(options.signal)
    const watcher: Watcher = { group: groupResourceOf(resource), matches: matcher(options), queue }
    this.#watchers.add(watcher)
    try {
      for await (const event of queue) yield event as WatchEvent<T> // narrowed by the group resource
    } finally {
      this.#watchers.delete(watcher)
    }
  }

  #note(verb: string, resource: Resource, object: unknown): void {
    // Every caller hands over something with metadata.
    const metadata = (object as { readonly metadata: Pick<ObjectMeta, "name" | "namespace"> }).metadata
    this.writes.push(`${verb} ${groupResourceOf(resource)} ${keyOf({ metadata })}`)
    this.onWrite(verb, resource, object)
  }

  #stored<T extends ApiObject>(resource: Resource<T>, at: Named): T {
    const found = this.#objects.get(idOf(resource, { metadata: at }))
    if (found === undefined) throw notFound(resource, at.name)
    return found as T
  }

  #make<T extends ApiObject>(object: T, name: string): T {
    const { uid, creationTimestamp } = object.metadata
    const metadata: ObjectMeta = {
      ...object.metadata,
      name,
      uid: uid ?? this.#random.uuid(),
      creationTimestamp: creationTimestamp ?? formatTime(this.#clock.now()),
      generation: object.metadata.generation ?? 1,
    }
    return { ...object, metadata }
  }

  #change<T extends ApiObject>(resource: Resource<T>, old: T, next: T, subresource: string | undefined): T {
    const part = subresource === "status" ? { status: fieldsOf(next)["status"] } : undefined
    const whole = { ...next, ...("status" in old ? { status: fieldsOf(old)["status"] } : {}) }
    const merged = part === undefined ? whole : { ...old, ...part }
    if (JSON.stringify(merged) === JSON.stringify(old)) return old
    const specChanged = JSON.stringify(fieldsOf(merged)["spec"]) !== JSON.stringify(fieldsOf(old)["spec"])
    const { uid, creationTimestamp, generation = 1 } = old.metadata
    const raised = generation + (specChanged ? 1 : 0)
    const metadata = { ...merged.metadata, uid, creationTimestamp, generation: raised }
    const result: T = { ...merged, metadata }
    const isEnding = metadata.deletionTimestamp !== undefined && (metadata.deletionGracePeriodSeconds ?? 0) === 0
    if (isEnding && (metadata.finalizers ?? []).length === 0 && fieldOf(result, "spec.finalizers") === "") {
      this.#drop(resource, result)
      return result
    }
    return this.#store(resource, result, "MODIFIED")
  }

  #store<T extends ApiObject>(resource: Resource<T>, object: T, type: "ADDED" | "MODIFIED"): T {
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: `${++this.#version}` } }
    this.#objects.set(idOf(resource, stored), stored)
    this.#tell(resource, type, stored)
    return stored
  }

  #drop(resource: Resource, object: ApiObject): void {
    this.#objects.delete(idOf(resource, object))
    const metadata = { ...object.metadata, resourceVersion: `${++this.#version}` }
    this.#tell(resource, "DELETED", { ...object, metadata })
  }

  #tell(resource: Resource, type: "ADDED" | "MODIFIED" | "DELETED", object: ApiObject): void {
    for (const { group, matches, queue } of this.#watchers) {
      if (group === groupResourceOf(resource) && matches(object)) queue.push({ type, object })
    }
  }
}

/** The answer a test gives a write that it refuses. */
export function refusal(message = "refused"): Error {
  return failure(403, "Forbidden", message)
}

interface Watcher {
  readonly group: string
  readonly matches: (object: ApiObject) => boolean
  readonly queue: EventQueue<ApiObject>
}

function idOf(resource: Resource, object: { readonly metadata: Pick<ObjectMeta, "namespace" | "name"> }): string {
  return `${groupResourceOf(resource)}|${keyOf(object)}`
}

function matcher({ namespace, labelSelector, fieldSelector }: ListOptions): (object: ApiObject) => boolean {
  const labels = parseLabelSelector(labelSelector ?? "")
  const fields = parseFieldSelector(fieldSelector ?? "")
  return (object) =>
    (namespace === undefined || namespace === "" || object.metadata.namespace === namespace) &&
    matchesLabels(labels, object.metadata.labels) &&
    matchesFields(fields, (path) => fieldOf(object, path))
}

function fieldOf(object: unknown, path: string): string {
  let value = object
  for (const step of path.split(".")) value = fieldsOf(value)[step]
  return value === undefined || value === null ? "" : String(value)
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {}
}

function graceOf(object: ApiObject): number {
  if (fieldOf(object, "spec.containers") === "" || fieldOf(object, "spec.nodeName") === "") return 0
  return Number(fieldOf(object, "spec.terminationGracePeriodSeconds") || 30)
}

function finalizersFor(finalizers: readonly string[], policy: string | undefined): readonly string[] {
  if (policy === "Orphan") return [...finalizers, "orphan"]
  return policy === "Foreground" ? [...finalizers, "foregroundDeletion"] : finalizers
}
