import type { ApiObject } from "../../machinery/meta/object.ts"
import type { DeleteOptions } from "../../machinery/meta/v1.gen.ts"
import { conflict, notFound, staleVersion } from "../../machinery/status/status-error.ts"
import type { CachedObject } from "../cacher/cached-object.ts"
import { served } from "./create.ts"
import { decideDeletion } from "./deletion.ts"
import {
  type At,
  attributesOf,
  keyOf,
  type Served,
  type StoreContext,
  unstored,
  type WriteRequest,
} from "./store-context.ts"

const attempts = 20

export interface Removed {
  readonly object: Served
  /** False: it waits for its grace period or its finalizers. */
  readonly isGone: boolean
}

/** Deletes one object, or begins to. */
export async function removeObject(
  store: StoreContext,
  at: At,
  options: DeleteOptions,
  request: WriteRequest,
): Promise<Removed> {
  const key = keyOf(store, at)
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const current = await store.cacher.get(key, { signal: request.signal })
    if (current === undefined) throw notFound(store.kind.resource, at.name)
    const done = await tryRemove(store, at, current, options, request)
    if (done !== undefined) return done
  }
  throw conflict(store.kind.resource, at.name, staleVersion)
}

/** Undefined: somebody else wrote in between. */
async function tryRemove(
  store: StoreContext,
  at: At,
  current: CachedObject,
  options: DeleteOptions,
  request: WriteRequest,
): Promise<Removed | undefined> {
  const { kind, form, cacher, storage, admission, clock } = store
  const object = form.object(current)
  checkPreconditions(store, at, object, options)
  const attributes = attributesOf(store, request, { operation: "delete", name: at.name, subresource: "", old: object })
  await admission.validate({ ...attributes, object: undefined })
  const key = keyOf(store, at)
  const deletion = decideDeletion(object, options, kind.strategy, clock.now())
  switch (deletion.type) {
    case "pending":
      return { object: served(store, current), isGone: false }
    case "mark": {
      if (request.facts.dryRun) return { object: unstored(deletion.object), isGone: false }
      const value = cacher.encode(form.toStored(deletion.object))
      const result = await storage.write({ type: "update", key, value, modRevision: current.revision })
      if (!result.ok) return undefined
      return { object: served(store, cacher.written(key, value, result.revision)), isGone: false }
    }
    case "remove": {
      if (request.facts.dryRun) return { object: served(store, current), isGone: true }
      const result = await storage.write({ type: "delete", key, modRevision: current.revision })
      if (!result.ok) return undefined
      kind.strategy.release?.(object, store.allocators)
      return { object: served(store, current), isGone: true }
    }
  }
}

function checkPreconditions({ kind }: StoreContext, at: At, object: ApiObject, { preconditions }: DeleteOptions): void {
  const { uid, resourceVersion } = object.metadata
  if (preconditions?.uid && preconditions.uid !== uid) {
    const why = `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`
    throw conflict(kind.resource, at.name, why)
  }
  if (preconditions?.resourceVersion && preconditions.resourceVersion !== resourceVersion) {
    const why = `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`
    throw conflict(kind.resource, at.name, why)
  }
}
