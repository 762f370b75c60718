import type { Allocation, RequestFacts } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { nameIsPathSegment, validateObjectMeta } from "../../machinery/meta/validate-meta.ts"
import type { StatusError } from "../../machinery/status/status-error.ts"
import { alreadyExists, badRequest, failure, invalidObject } from "../../machinery/status/status-error.ts"
import type { Revision } from "../../storage/revision.ts"
import type { Change } from "../../storage/storage.ts"
import { withGeneratedName, withSingleOwners, withSystemMetadata } from "./metadata.ts"
import { attributesOf, keyOf, type Served, type StoreContext, unstored, type WriteRequest } from "./store-context.ts"
import { storedValue } from "./stored-value.ts"

/** How often a generated name is tried anew when it is taken (k8s.io/apiserver `maxNameGenerationCreateAttempts`). */
const nameAttempts = 8

/**
 * Makes a new object: mutating admission → prepare → validate → canonicalize → validating admission → storage. The
 * object has its defaults already.
 */
export async function createObject(store: StoreContext, author: ApiObject, request: WriteRequest): Promise<Served> {
  checkNamespace(store, author, request.facts.namespace)
  const generated = !author.metadata.name && Boolean(author.metadata.generateName)
  for (let attempt = 1; ; attempt++) {
    const made = await tryCreate(store, author, request)
    if (made !== undefined) return made
    if (!generated || attempt >= nameAttempts) throw alreadyExists(store.kind.resource, author.metadata.name || "")
  }
}

/** Undefined: the name is taken. */
async function tryCreate(store: StoreContext, author: ApiObject, request: WriteRequest): Promise<Served | undefined> {
  const { object, undo } = await prepareCreation(store, author, request)
  if (object.metadata.resourceVersion) {
    undo()
    throw failure(500, "", "resourceVersion should not be set on objects to be created")
  }
  const { cacher, kind } = store
  const key = keyOf(store, { namespace: request.facts.namespace, name: object.metadata.name ?? "" })
  if (request.facts.dryRun) {
    undo()
    return cacher.peek(key) === undefined ? unstored(object) : undefined
  }
  const value = orUndo(() => storedValue(store, object, request), undo)
  const ttl = kind.ttlSeconds === undefined ? {} : { ttlSeconds: kind.ttlSeconds }
  const revision = await writeOrUndo(store, { type: "create", key, value, ...ttl }, undo)
  return revision === undefined ? undefined : served(store, cacher.written(key, value, revision))
}

/** What was allocated is given back where nothing is written. Undefined: another writer was faster. */
export async function writeOrUndo(
  { storage }: StoreContext,
  change: Change,
  undo: () => void,
): Promise<Revision | undefined> {
  const result = await storage.write(change).catch((error: unknown) => {
    undo()
    throw error
  })
  if (result.ok) return result.revision
  undo()
  return undefined
}

/** What was allocated for an object that cannot be made is given back. */
export function orUndo<T>(make: () => T, undo: () => void): T {
  try {
    return make()
  } catch (error) {
    undo()
    throw error
  }
}

/** Everything between the author's object and storage. `undo` gives back what was allocated. */
export async function prepareCreation(
  store: StoreContext,
  author: ApiObject,
  request: WriteRequest,
): Promise<{ readonly object: ApiObject; readonly undo: () => void }> {
  const { kind, admission, fields, clock, random } = store
  const { strategy } = kind
  const { facts, manager } = request
  const by = { name: manager, subresource: "", nowMs: facts.nowMs }
  const named = withGeneratedName(
    withSystemMetadata(author, { namespace: facts.namespace, uid: random.uuid(), nowMs: clock.now() }),
    random,
  )
  const attributes = attributesOf(store, request, {
    operation: "create",
    name: named.metadata.name ?? "",
    subresource: "",
    old: undefined,
  })
  const tracked = request.ownsFields === true ? named : fields.afterUpdate(kind, undefined, named, by)
  const mutated = await admission.mutate({ ...attributes, object: tracked })
  const { object: owned, repeated } = withSingleOwners(mutated)
  warnOfOwners(repeated, request)
  const prepared = strategy.prepareForCreate(owned, facts)
  refuseInvalid(store, prepared, strategy.validate(prepared, facts))
  const rules = { namespaced: kind.resource.namespaced, nameRule: nameIsPathSegment }
  refuseInvalid(store, prepared, validateObjectMeta(prepared.metadata, rules))
  const { object: allocated, undo } = allocate(store, prepared, undefined, facts)
  for (const warning of strategy.warnings?.(allocated, undefined) ?? []) request.warn(warning)
  const object = strategy.canonicalize?.(allocated) ?? allocated
  try {
    await admission.validate({ ...attributes, object })
  } catch (error) {
    undo()
    throw error
  }
  return { object: withoutEmptyManagers(object), undo }
}

/** Cluster IPs and node ports, for kinds that have them. */
export function allocate(
  store: StoreContext,
  object: ApiObject,
  old: ApiObject | undefined,
  facts: RequestFacts,
): Pick<Allocation<ApiObject>, "object" | "undo" | "settle"> {
  const allocation = store.kind.strategy.allocate?.(object, old, store.allocators, facts)
  if (allocation === undefined) return { object, undo: () => {} }
  if (allocation.errors.length > 0) {
    allocation.undo()
    refuseInvalid(store, object, allocation.errors)
  }
  return allocation
}

export function refuseInvalid(
  { kind }: StoreContext,
  object: ApiObject,
  errors: Parameters<typeof invalidObject>[2],
): void {
  if (errors.length > 0) throw invalidObject(kind.resource, object.metadata.name ?? "", errors)
}

export function warnOfOwners(repeated: readonly string[], request: WriteRequest): void {
  if (repeated.length === 0) return
  request.warn(
    `.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${[...new Set(repeated)].join(", ")}`,
  )
}

/** The object says where it wants to be, or leaves it to the request; both at once must agree. */
export function checkNamespace({ kind }: StoreContext, object: ApiObject, requested: string): void {
  const own = object.metadata.namespace ?? ""
  if (own === "" || own === requested) return
  if (!kind.resource.namespaced) return
  throw namespaceMismatch()
}

export function served(store: StoreContext, stored: Parameters<StoreContext["form"]["bytes"]>[0]): Served {
  if (store.form.isPlain) return stored
  return {
    object: store.form.object(stored),
    get bytes() {
      return store.form.bytes(stored)
    },
  }
}

function namespaceMismatch(): StatusError {
  return badRequest("the namespace of the provided object does not match the namespace sent on the request")
}

function withoutEmptyManagers(object: ApiObject): ApiObject {
  if (object.metadata.managedFields === undefined || object.metadata.managedFields.length > 0) return object
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata }
}
