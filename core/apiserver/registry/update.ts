import { isDeepEqual } from "../../base/json.ts"
import type { PartSubresource } from "../../machinery/api/kind.ts"
import { apiVersionOf } from "../../machinery/api/resource.ts"
import { invalid } from "../../machinery/field/field-error.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { validateObjectMetaUpdate } from "../../machinery/meta/validate-meta.ts"
import { conflict, failure, invalidObject, notFound, staleVersion } from "../../machinery/status/status-error.ts"
import type { CachedObject } from "../cacher/cached-object.ts"
import {
  allocate,
  checkNamespace,
  orUndo,
  prepareCreation,
  refuseInvalid,
  served,
  warnOfOwners,
  writeOrUndo,
} from "./create.ts"
import { isDone } from "./deletion.ts"
import { withKeptMetadata, withSingleOwners } from "./metadata.ts"
import {
  type At,
  attributesOf,
  keyOf,
  type Rules,
  type Served,
  type StoreContext,
  unstored,
  type WriteRequest,
} from "./store-context.ts"
import { storedValue } from "./stored-value.ts"

/** How often a write is tried again on what another writer left. */
const attempts = 20

export interface UpdateRequest extends WriteRequest {
  /** What the object should be, given what it is. Called again when another writer was faster. */
  readonly change: (current: ApiObject | undefined) => Promise<ApiObject> | ApiObject
  /** Came by this door: its rules hold instead of the kind's. */
  readonly part?: PartSubresource | undefined
  /** Door's name for admission and field owners, where it is not a part: "scale". */
  readonly subresource?: string | undefined
  /** The object must be this one, or nobody has it: PUT with a uid. */
  readonly uid?: string | undefined
  /** Makes what is not there, whatever the kind's rule: apply. */
  readonly createsMissing?: boolean
  /** The API server's own doing on behalf of an action (a binding): no rule of the kind and no admission stands in between. */
  readonly isOwnWork?: boolean
}

export interface Updated {
  readonly object: Served
  readonly created: boolean
}

/** PUT and PATCH alike. A change that changes nothing writes nothing. */
export async function updateObject(store: StoreContext, at: At, request: UpdateRequest): Promise<Updated> {
  const key = keyOf(store, at)
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const current = await store.cacher.get(key, { signal: request.signal })
    const done =
      current === undefined ? await tryCreateMissing(store, at, request) : await tryUpdate(store, at, current, request)
    if (done !== undefined) return done
  }
  throw conflict(store.kind.resource, at.name, staleVersion)
}

/** Undefined: somebody else made it in between. */
async function tryCreateMissing(store: StoreContext, at: At, request: UpdateRequest): Promise<Updated | undefined> {
  const { kind, cacher } = store
  const mayCreate = request.createsMissing === true || kind.strategy.allowCreateOnUpdate === true
  if (!mayCreate || request.part !== undefined || request.uid !== undefined) throw notFound(kind.resource, at.name)
  const author = await request.change(undefined)
  checkNamespace(store, author, at.namespace)
  if (author.metadata.resourceVersion) throw notFound(kind.resource, at.name)
  const { object, undo } = await prepareCreation(store, author, request)
  if (request.facts.dryRun) {
    undo()
    return { object: unstored(object), created: true }
  }
  const key = keyOf(store, at)
  const value = orUndo(() => storedValue(store, object, request), undo)
  const ttl = kind.ttlSeconds === undefined ? {} : { ttlSeconds: kind.ttlSeconds }
  const revision = await writeOrUndo(store, { type: "create", key, value, ...ttl }, undo)
  if (revision === undefined) return undefined
  return { object: served(store, cacher.written(key, value, revision)), created: true }
}

/** Undefined: somebody else wrote in between. */
async function tryUpdate(
  store: StoreContext,
  at: At,
  current: CachedObject,
  request: UpdateRequest,
): Promise<Updated | undefined> {
  const { kind, cacher, storage, form } = store
  const old = form.object(current)
  checkUid(store, at, old, request.uid)
  const { object, undo, settle } = await prepareUpdate(store, at, old, request)
  const isGone = isDone(object, old, kind.strategy)
  if (!isGone && isSame(object, old)) {
    undo()
    return { object: served(store, current), created: false }
  }
  if (request.facts.dryRun) {
    undo()
    return { object: unstored(object), created: false }
  }
  const key = keyOf(store, at)
  if (isGone) {
    undo()
    const result = await storage.write({ type: "delete", key, modRevision: current.revision })
    if (!result.ok) return undefined
    kind.strategy.release?.(old, store.allocators)
    return { object: unstored(object), created: false }
  }
  const value = orUndo(() => storedValue(store, object, request), undo)
  const ttl = kind.ttlSeconds === undefined ? {} : { ttlSeconds: kind.ttlSeconds }
  const revision = await writeOrUndo(store, { type: "update", key, value, modRevision: current.revision, ...ttl }, undo)
  if (revision === undefined) return undefined
  settle?.()
  return { object: served(store, cacher.written(key, value, revision)), created: false }
}

async function prepareUpdate(
  store: StoreContext,
  at: At,
  old: ApiObject,
  request: UpdateRequest,
): Promise<ReturnType<typeof allocate>> {
  const { kind, admission, fields } = store
  const { facts, part } = request
  const wanted = await request.change(old)
  if (request.isOwnWork === true) return { object: wanted, undo: () => {} }
  const rules: Rules = part ?? kind.strategy
  const subresource = part?.name ?? request.subresource ?? ""
  checkNamespace(store, wanted, at.namespace)
  const by = { name: request.manager, subresource, nowMs: facts.nowMs }
  const placed = withHead(store, wanted, old, at)
  const managed = request.ownsFields === true ? placed : fields.afterUpdate(kind, old, placed, by)
  const attributes = attributesOf(store, request, { operation: "update", name: at.name, subresource, old })
  const mutated = await admission.mutate({ ...attributes, object: managed })
  const { object: owned, repeated } = withSingleOwners(mutated)
  warnOfOwners(repeated, request)
  const versioned = checkVersion(store, at, owned, old)
  const before = { ...versioned, metadata: { ...versioned.metadata, generation: old.metadata.generation } }
  const prepared = withKeptMetadata(rules.prepareForUpdate(before, old, facts), old)
  refuseInvalid(store, prepared, [
    ...validateObjectMetaUpdate(prepared.metadata, old.metadata),
    ...rules.validateUpdate(prepared, old, facts),
  ])
  const allocation = part === undefined ? allocate(store, prepared, old, facts) : { object: prepared, undo: () => {} }
  const { object: allocated } = allocation
  for (const warning of kind.strategy.warnings?.(allocated, old) ?? []) request.warn(warning)
  const object = kind.strategy.canonicalize?.(allocated) ?? allocated
  try {
    await admission.validate({ ...attributes, object })
  } catch (error) {
    allocation.undo()
    throw error
  }
  return { ...allocation, object }
}

/** Kind, version, name and namespace come from the request's path; they were compared with the object's own before. */
function withHead({ kind }: StoreContext, object: ApiObject, old: ApiObject, at: At): ApiObject {
  const namespace = at.namespace === "" ? {} : { namespace: at.namespace }
  const name = object.metadata.name ? {} : { name: old.metadata.name }
  return {
    ...object,
    kind: kind.resource.kind,
    apiVersion: apiVersionOf(kind.resource),
    metadata: { ...object.metadata, ...namespace, ...name },
  }
}

/** The version the author saw must be the one that is there. One who names none overwrites, where the kind allows it. */
function checkVersion({ kind }: StoreContext, at: At, next: ApiObject, old: ApiObject): ApiObject {
  const { resourceVersion } = next.metadata
  if (resourceVersion && !/^\d+$/.test(resourceVersion)) {
    throw failure(500, "", `strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`)
  }
  if (!resourceVersion || resourceVersion === "0") {
    if (kind.strategy.allowUnconditionalUpdate === false) {
      const error = invalid("metadata.resourceVersion", 0, "must be specified for an update")
      throw invalidObject(kind.resource, at.name, [error])
    }
    return { ...next, metadata: { ...next.metadata, resourceVersion: old.metadata.resourceVersion } }
  }
  if (resourceVersion !== old.metadata.resourceVersion) throw conflict(kind.resource, at.name, staleVersion)
  return next
}

function checkUid({ kind }: StoreContext, at: At, old: ApiObject, wanted: string | undefined): void {
  const has = old.metadata.uid
  if (!wanted || wanted === has) return
  const key = `/registry/${kind.resource.plural}/${at.namespace === "" ? "" : `${at.namespace}/`}${at.name}`
  const detail = `Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${has}`
  const why = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${detail}`
  throw conflict(kind.resource, at.name, why)
}

/** A write whose only difference is when a manager last wrote is no write. */
function isSame(next: ApiObject, old: ApiObject): boolean {
  if (isDeepEqual(next, old)) return true
  const { managedFields: a, ...nextMetadata } = next.metadata
  const { managedFields: b, ...oldMetadata } = old.metadata
  if (!isDeepEqual({ ...next, metadata: nextMetadata }, { ...old, metadata: oldMetadata })) return false
  return isDeepEqual(a?.map(withoutTime) ?? [], b?.map(withoutTime) ?? [])
}

function withoutTime<T extends { readonly time?: unknown }>({ time: _, ...entry }: T): Omit<T, "time"> {
  return entry
}
