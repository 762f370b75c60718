import type { Clock } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import { describeError } from "../../base/log.ts"
import type { Random } from "../../base/random.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import { groupResourceOf } from "../../machinery/api/resource.ts"
import type { ApiObject, ObjectList, WatchEvent } from "../../machinery/meta/object.ts"
import { isExpired, StatusError } from "../../machinery/status/status-error.ts"
import { Backoff } from "../backoff.ts"
import type { Client, ListOptions, WatchOptions } from "../client.ts"

/** A watch is asked to end between this and twice this, so that a server's watches do not all come back at once. */
const watchSeconds = 300

/** A watch that ends sooner without an event is a failure: without this a broken server would be asked in a tight loop. */
const shortWatchMs = 1_000

interface ReflectorTarget<T extends ApiObject> {
  /** A page of a list that has more: these are there, of others nothing is said. `remaining`: how many others, if known. */
  add(objects: readonly T[], remaining: number | undefined): void
  /** All there is, at this version. */
  replace(objects: readonly T[], resourceVersion: string): void
  apply(event: WatchEvent<T>): void
  /** A list or a watch broke off in a way that is not part of a watch's life. It is tried again. */
  failed(error: unknown): void
}

export interface ReflectorDeps {
  readonly client: Client
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** The same where what is asked need not be a whole client: it may answer in a form of its own. */
export interface ReflectionDeps<T extends ApiObject> extends Omit<ReflectorDeps, "client"> {
  readonly client: Listed<T>
}

/** What a reflector asks for objects. */
interface Listed<T extends ApiObject> {
  list(resource: Resource<T>, options: ListOptions): Promise<ObjectList<T>>
  watch(resource: Resource<T>, options: WatchOptions): AsyncIterable<WatchEvent<T>>
}

/** What is reflected where. */
interface Reflection<T extends ApiObject> {
  readonly resource: Resource<T>
  /** With a `limit`, lists come in pages of so many, and each is in the target before the next is asked for. */
  readonly narrowed: ListOptions
  readonly target: ReflectorTarget<T>
  readonly deps: ReflectionDeps<T>
}

/**
 * Lists once, then watches from there for ever. A watch that breaks goes on from the last version seen, bookmarks
 * included; only when the server no longer has that version is everything listed again. Resolves when the signal aborts.
 */
export async function reflect<T extends ApiObject>(reflection: Reflection<T>, signal: AbortSignal): Promise<void> {
  const { resource, deps } = reflection
  const backoff = new Backoff(deps)
  const log = deps.log.with({ resource: groupResourceOf(resource) })
  let version: string | undefined
  // "0": any version the server has at hand will do, served from its watch cache. After a 410 only the latest will.
  let listFrom = "0"
  while (!signal.aborted) {
    try {
      version ??= await list(reflection, listFrom, signal)
      const startedMs = deps.clock.monotonicMs()
      const seen = await watch(reflection, version, signal)
      const lively = seen !== version || deps.clock.monotonicMs() - startedMs >= shortWatchMs
      version = seen
      if (lively) backoff.reset()
      else await backoff.wait(signal)
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof WatchBroken) version = error.resourceVersion
      const cause = error instanceof WatchBroken ? error.cause : error
      if (isExpired(cause) || isFromTheFuture(cause)) {
        version = undefined
        listFrom = ""
      } else reflection.target.failed(cause)
      log.debug("List or watch broke off", { error: describeError(cause) })
      await backoff.wait(signal).catch(() => {})
    }
  }
}

/** Pages are of one version, the latest: a server with any version at hand would hand over everything at once. */
async function list<T extends ApiObject>(
  { resource, narrowed, target, deps }: Reflection<T>,
  resourceVersion: string,
  signal: AbortSignal,
): Promise<string> {
  const all: T[] = []
  let from: ListOptions = narrowed.limit === undefined ? { resourceVersion } : {}
  for (;;) {
    const { metadata, items } = await deps.client.list(resource, { ...narrowed, ...from, signal })
    const page = items.map(withoutManagedFields)
    for (const object of page) all.push(object)
    if (metadata.continue === undefined || metadata.continue === "") {
      const version = metadata.resourceVersion ?? ""
      target.replace(all, version)
      return version
    }
    target.add(page, metadata.remainingItemCount)
    from = { continue: metadata.continue }
  }
}

/** Resolves to the last version seen when the server ends the watch; rejects with a `WatchBroken` that has it. */
async function watch<T extends ApiObject>(
  { resource, narrowed, target, deps: { client, random } }: Reflection<T>,
  from: string,
  signal: AbortSignal,
): Promise<string> {
  const timeoutSeconds = Math.round(watchSeconds * (1 + random.next()))
  let version = from
  try {
    const place = { ...narrowed, limit: undefined, resourceVersion: from }
    const options = { ...place, allowBookmarks: true, timeoutSeconds, signal }
    for await (const event of client.watch(resource, options)) {
      if (event.type === "BOOKMARK") target.apply(event)
      else target.apply({ type: event.type, object: withoutManagedFields(event.object) })
      version = event.type === "BOOKMARK" ? event.resourceVersion : (event.object.metadata.resourceVersion ?? version)
    }
    return version
  } catch (cause) {
    throw new WatchBroken(version, cause)
  }
}

class WatchBroken extends Error {
  override readonly name = "WatchBroken"
  readonly resourceVersion: string

  constructor(resourceVersion: string, cause: unknown) {
    super("Watch broke off", { cause })
    this.resourceVersion = resourceVersion
  }
}

/** The server has never had the version we know: its store was put back to an earlier state. */
function isFromTheFuture(error: unknown): boolean {
  if (!(error instanceof StatusError)) return false
  return error.status.details?.causes?.some((cause) => cause.reason === "ResourceVersionTooLarge") === true
}

/** No part of ours that reads through an informer looks at them, and they are half of a small object's size. */
function withoutManagedFields<T extends ApiObject>(object: T): T {
  const { managedFields, ...metadata } = object.metadata
  return managedFields === undefined ? object : { ...object, metadata }
}
