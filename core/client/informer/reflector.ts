import type { Clock } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import { describeError } from "../../base/log.ts"
import type { Random } from "../../base/random.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import { groupResourceOf } from "../../machinery/api/resource.ts"
import type { ApiObject, WatchEvent } from "../../machinery/meta/object.ts"
import { isExpired, StatusError } from "../../machinery/status/status-error.ts"
import { Backoff } from "../backoff.ts"
import type { Client, ListOptions } from "../client.ts"

/** A watch is asked to end between this and twice this, so that a server's watches do not all come back at once. */
const watchSeconds = 300

/** A watch that ends sooner without an event is a failure: without this a broken server would be asked in a tight loop. */
const shortWatchMs = 1_000

interface ReflectorTarget<T extends ApiObject> {
  /** All there is, at this version. */
  replace(objects: readonly T[], resourceVersion: string): void
  apply(event: WatchEvent<T>): void
}

export interface ReflectorDeps {
  readonly client: Client
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** What is reflected where. */
interface Reflection<T extends ApiObject> {
  readonly resource: Resource<T>
  readonly narrowed: ListOptions
  readonly target: ReflectorTarget<T>
  readonly deps: ReflectorDeps
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
      }
      log.debug("List or watch broke off", { error: describeError(cause) })
      await backoff.wait(signal).catch(() => {})
    }
  }
}

async function list<T extends ApiObject>(
  { resource, narrowed, target, deps }: Reflection<T>,
  resourceVersion: string,
  signal: AbortSignal,
): Promise<string> {
  const found = await deps.client.list(resource, { ...narrowed, resourceVersion, signal })
  const version = found.metadata.resourceVersion ?? ""
  target.replace(found.items.map(withoutManagedFields), version)
  return version
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
    const options = { ...narrowed, resourceVersion: from, allowBookmarks: true, timeoutSeconds, signal }
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
