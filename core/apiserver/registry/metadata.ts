import { formatTime } from "../../base/clock.ts"
import type { Random } from "../../base/random.ts"
import { nameSuffix } from "../../base/random.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { ObjectMeta } from "../../machinery/meta/v1.gen.ts"

/** A generated name is cut to fit a DNS label with its suffix. */
const longestGeneratedBase = 58

/** What a new object gets from the server, whatever its author says. */
export function withSystemMetadata<T extends ApiObject>(
  object: T,
  { namespace, uid, nowMs }: { readonly namespace: string; readonly uid: string; readonly nowMs: number },
): T {
  const {
    selfLink: _,
    deletionTimestamp: __,
    deletionGracePeriodSeconds: ___,
    namespace: ____,
    ...kept
  } = object.metadata
  const own = namespace === "" ? {} : { namespace }
  return { ...object, metadata: ordered({ ...kept, ...own, uid, creationTimestamp: formatTime(nowMs) }) }
}

export function withGeneratedName<T extends ApiObject>(object: T, random: Random): T {
  const { name, generateName } = object.metadata
  if (name || !generateName) return object
  const generated = `${generateName.slice(0, longestGeneratedBase)}${nameSuffix(random)}`
  return { ...object, metadata: ordered({ ...object.metadata, name: generated }) }
}

/** What an update cannot change is put back before anyone looks (`rest.BeforeUpdate`). */
export function withKeptMetadata<T extends ApiObject>(next: T, old: T): T {
  const { selfLink: _, ...own } = next.metadata
  const before = old.metadata
  const kept: { -readonly [K in keyof ObjectMeta]: ObjectMeta[K] } = {
    ...own,
    uid: own.uid || before.uid,
    creationTimestamp: before.creationTimestamp,
  }
  if (before.deletionTimestamp === undefined) delete kept.deletionTimestamp
  else kept.deletionTimestamp = before.deletionTimestamp
  if (before.deletionTimestamp === undefined || kept.deletionGracePeriodSeconds === undefined) {
    if (before.deletionGracePeriodSeconds === undefined) delete kept.deletionGracePeriodSeconds
    else kept.deletionGracePeriodSeconds = before.deletionGracePeriodSeconds
  }
  return { ...next, metadata: ordered(kept) }
}

/** Owners that are named twice count once, by uid (k8s.io/apiserver `dedupOwnerReferences`). */
export function withSingleOwners<T extends ApiObject>(
  object: T,
): { readonly object: T; readonly repeated: readonly string[] } {
  const owners = object.metadata.ownerReferences ?? []
  if (owners.length < 2) return { object, repeated: [] }
  const seen = new Set<string>()
  const repeated: string[] = []
  const single = owners.filter(({ uid }) => {
    if (seen.has(uid)) repeated.push(uid)
    return !seen.has(uid) && seen.add(uid)
  })
  if (repeated.length === 0) return { object, repeated }
  return { object: { ...object, metadata: { ...object.metadata, ownerReferences: single } }, repeated }
}

/** The order in which Kubernetes writes metadata. */
function ordered(metadata: ObjectMeta): ObjectMeta {
  const { name, generateName, namespace, uid, resourceVersion, generation, creationTimestamp, ...rest } = metadata
  const first = { name, generateName, namespace, uid, resourceVersion, generation, creationTimestamp }
  return {
    ...(Object.fromEntries(Object.entries(first).filter(([, value]) => value !== undefined)) as typeof first),
    ...rest,
  }
}
