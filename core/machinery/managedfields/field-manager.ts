import { formatTime } from "../../base/clock.ts"
import { isDeepEqual, isJsonObject } from "../../base/json.ts"
import type { KindDefinition } from "../api/kind.ts"
import { apiVersionOf } from "../api/resource.ts"
import type { ApiObject } from "../meta/object.ts"
import type { ObjectMeta } from "../meta/v1.gen.ts"
import { badRequest, failure } from "../status/status-error.ts"
import { compare } from "./compare.ts"
import { type Conflict, conflictError } from "./conflicts.ts"
import {
  difference,
  differenceBelow,
  emptySet,
  type FieldSet,
  hasPath,
  intersection,
  isEmptySet,
  pathsOf,
  union,
} from "./field-set.ts"
import { decodeFields } from "./fields-v1.ts"
import { allowedByLastApplied, withLastApplied } from "./last-applied.ts"
import { mergeValues } from "./merge.ts"
import { NewObjectFields } from "./new-object-fields.ts"
import { capUpdaters, identityOf, type Owner, type OwnerName, type Owners, OwnersCodec, withOwner } from "./owners.ts"
import { prune } from "./prune.ts"
import type { Shape } from "./shape.ts"
import { toFieldSet } from "./to-field-set.ts"
import { typeErrors } from "./validate.ts"

/** What field management needs to know of a kind; the schema has it for built-in kinds, a definition for custom ones. */
export interface ManagedKinds {
  shape(kind: KindDefinition): Shape
  /** An object of the kind with nothing set. */
  zero(kind: KindDefinition): ApiObject
  /** An object merged from JSON, in its canonical form. */
  decode(kind: KindDefinition, value: unknown): ApiObject
}

/** Who writes. */
export interface Manager {
  readonly name: string
  /** "status"; "" for the object itself. */
  readonly subresource: string
  readonly nowMs: number
}

/** Keeps `metadata.managedFields` and does server-side apply (k8s.io/apimachinery `managedfields`). */
export class FieldManager {
  readonly #kinds: ManagedKinds
  readonly #codec = new OwnersCodec()
  readonly #newFields = new NewObjectFields()

  constructor(kinds: ManagedKinds) {
    this.#kinds = kinds
  }

  /** After any write but apply: what differs from `live` now belongs to `by`. `live` is left out for a new object. */
  afterUpdate(kind: KindDefinition, live: ApiObject | undefined, next: ApiObject, by: Manager): ApiObject {
    const { entries, owners } = this.#ownersFor(live, next, by)
    const isTracked = owners.size > 0 || live?.metadata.uid === undefined || live.metadata.uid === ""
    if (!isTracked) return withEntries(next, undefined)
    const isFirst = live === undefined && owners.size === 0
    const changed = isFirst
      ? this.#firstOwner(kind, next, by)
      : this.#update(kind, live ?? this.#kinds.zero(kind), next, owners, by)
    return withEntries(next, changed === owners ? entries : this.#codec.encode(changed))
  }

  /**
   * Server-side apply: `applied` is merged into `live`, what its manager no longer applies is removed. Throws the 409
   * that lists the fields of others, unless `force`. The result still wants its defaults.
   */
  apply(kind: KindDefinition, live: ApiObject | undefined, applied: ApiObject, by: Manager, force: boolean): ApiObject {
    this.#check(kind, applied)
    const base = live ?? this.#kinds.zero(kind)
    const owners = this.#codec.decode(live?.metadata.managedFields)
    const run: ApplyRun = { kind, live: base, applied, by, owners: this.#withFirst(kind, live, base, owners, by) }
    const result = this.#tryApply(run, force)
    if (!("conflicts" in result)) return withLastApplied(result, applied, by.name)
    if (by.name !== "kubectl") throw conflictError(result.conflicts)
    const allowed = allowedByLastApplied(base, this.#kinds.shape(kind), apiVersionOf(kind.resource))
    const left = result.conflicts.filter(({ path }) => !hasPath(allowed, path))
    if (left.length > 0) throw conflictError(left)
    const forced = this.#tryApply(run, true)
    if ("conflicts" in forced) throw conflictError(forced.conflicts)
    return withLastApplied(forced, applied, by.name)
  }

  /** The entries that the writer sent count, else those that are there; a subresource's writer has no say. */
  #ownersFor(live: ApiObject | undefined, next: ApiObject, by: Manager) {
    const entries = live?.metadata.managedFields
    const sent = next.metadata.managedFields
    if (by.subresource === "" && sent !== undefined && sent !== entries) {
      if (isReset(sent)) return { entries: undefined, owners: new Map<string, Owner>() }
      const owners = this.#codec.decode(sent)
      if (owners.size > 0) return { entries: sent, owners }
    }
    return { entries, owners: this.#codec.decode(entries) }
  }

  /** What `#update` says of a new object that has no owners. */
  #firstOwner(kind: KindDefinition, next: ApiObject, by: Manager): Owners {
    const zero = this.#kinds.zero(kind)
    const bare = withEntries(next, undefined)
    const name = ownerName(kind, by, "Update")
    const about = `${kind.resource.type} ${name.apiVersion} ${by.subresource}`
    const fields = this.#newFields.of(about, zero, bare, this.#kinds.shape(kind), () => {
      const [owner] = this.#update(kind, zero, bare, noOwners, by).values()
      return owner?.fields ?? emptySet
    })
    return withOwner(noOwners, { ...name, time: formatTime(by.nowMs), fields })
  }

  #update(kind: KindDefinition, live: ApiObject, next: ApiObject, owners: Owners, by: Manager): Owners {
    const change = compare(withEntries(live, undefined), withEntries(next, undefined), this.#kinds.shape(kind))
    if (change.isSame) return owners
    const ignored = ignoredFields(kind, by.subresource)
    const set = differenceBelow(union(change.modified, change.added), ignored)
    const removed = differenceBelow(change.removed, ignored)
    const others = takeFrom(owners, union(set, removed))
    const own = difference(set, strippedFields)
    if (isEmptySet(own)) return others
    const name = ownerName(kind, by, "Update")
    const fields = union(own, others.get(identityOf(name))?.fields ?? emptySet)
    return capUpdaters(withOwner(others, { ...name, time: formatTime(by.nowMs), fields }))
  }

  #check(kind: KindDefinition, applied: ApiObject): void {
    const expected = apiVersionOf(kind.resource)
    const described = describeKind(applied)
    if (applied.apiVersion !== expected || applied.kind !== kind.resource.kind) {
      throw badRequest(`invalid object type: ${described}`)
    }
    if ((applied.metadata?.managedFields ?? null) !== null) throw badRequest("metadata.managedFields must be nil")
    const errors = typeErrors(applied, this.#kinds.shape(kind))
    if (errors === undefined) return
    const { namespace = "", name = "" } = applied.metadata ?? {}
    throw failure(500, "", `failed to create typed patch object (${namespace}/${name}; ${described}): ${errors}`)
  }

  /** What was there before anybody was tracked belongs to "before-first-apply". */
  #withFirst(kind: KindDefinition, live: ApiObject | undefined, base: ApiObject, owners: Owners, by: Manager): Owners {
    if (live === undefined || owners.size > 0) return owners
    return this.#update(kind, this.#kinds.zero(kind), base, owners, { ...by, name: "before-first-apply" })
  }

  #tryApply(
    { kind, live, applied, by, owners }: ApplyRun,
    force: boolean,
  ): ApiObject | { conflicts: readonly Conflict[] } {
    const shape = this.#kinds.shape(kind)
    const name = ownerName(kind, by, "Apply")
    const identity = identityOf(name)
    const last = owners.get(identity)
    const bare = withEntries(live, undefined)
    const ignored = ignoredFields(kind, by.subresource)
    const fields = differenceBelow(toFieldSet(applied, shape), ignored)
    const self: Owner = { ...name, time: last?.time, fields }
    const others = new Map([...owners].filter(([each]) => each !== identity))
    const managed = [...others.values(), self].map((owner) => owner.fields).reduce(union, emptySet)
    const merged = prune(mergeValues(bare, applied, shape), managed, last?.fields, shape)
    const change = compare(bare, merged, shape)
    const set = differenceBelow(union(change.modified, change.added), ignored)
    const conflicts = force ? [] : conflictsIn(others, set)
    if (conflicts.length > 0) return { conflicts }
    const rest = takeFrom(others, union(set, differenceBelow(change.removed, ignored)))
    const isSame = isDeepEqual(bare, merged)
    const time = isSame ? self.time : formatTime(by.nowMs)
    const next = withOwner(rest, { ...self, time, fields: difference(fields, strippedFields) })
    return withEntries(isSame ? live : this.#kinds.decode(kind, merged), this.#codec.encode(next))
  }
}

interface ApplyRun {
  readonly kind: KindDefinition
  readonly live: ApiObject
  readonly applied: ApiObject
  readonly by: Manager
  readonly owners: Owners
}

const noOwners: Owners = new Map()

/** Nobody owns these: they are the object's identity, or the server's. */
const strippedFields = setOf({
  "f:apiVersion": {},
  "f:kind": {},
  "f:metadata": {
    ".": {},
    "f:name": {},
    "f:namespace": {},
    "f:creationTimestamp": {},
    "f:selfLink": {},
    "f:uid": {},
    "f:clusterName": {},
    "f:generation": {},
    "f:managedFields": {},
    "f:resourceVersion": {},
  },
})

const statusFields = setOf({ "f:status": {} })

const specFields = setOf({ "f:spec": {} })

/** What a write by this door cannot set, and so cannot own. */
function ignoredFields(kind: KindDefinition, subresource: string): FieldSet {
  if (subresource === "status") return specFields
  const hasStatus = kind.subresources.some(({ type, name }) => type === "part" && name === "status")
  return subresource === "" && hasStatus ? statusFields : emptySet
}

function takeFrom(owners: Owners, fields: FieldSet): Owners {
  const next = new Map<string, Owner>()
  for (const [identity, owner] of owners) {
    const left = difference(owner.fields, fields)
    if (isEmptySet(left)) continue
    const isUntouched = isEmptySet(intersection(owner.fields, fields))
    next.set(identity, isUntouched ? owner : { ...owner, fields: left })
  }
  return next
}

function conflictsIn(owners: Owners, set: FieldSet): readonly Conflict[] {
  return [...owners]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, owner]) => pathsOf(intersection(owner.fields, set)).map((path) => ({ owner, path })))
}

function ownerName(kind: KindDefinition, by: Manager, operation: Owner["operation"]): OwnerName {
  const apiVersion = apiVersionOf(kind.resource)
  return { manager: by.name === "" ? "unknown" : by.name, operation, apiVersion, subresource: by.subresource }
}

function withEntries(object: ApiObject, entries: ObjectMeta["managedFields"]): ApiObject {
  if (object.metadata?.managedFields === entries) return object
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata: entries === undefined ? metadata : { ...metadata, managedFields: entries } }
}

/** An empty list, or one with an empty entry, asks to forget everybody. */
function isReset(entries: NonNullable<ObjectMeta["managedFields"]>): boolean {
  const [only] = entries
  return entries.length === 0 || (entries.length === 1 && isJsonObject(only) && Object.keys(only).length === 0)
}

function describeKind({ apiVersion = "", kind = "" }: ApiObject): string {
  return `${apiVersion.includes("/") ? apiVersion : `/${apiVersion}`}, Kind=${kind}`
}

function setOf(fields: Readonly<Record<string, unknown>>): FieldSet {
  return decodeFields(fields) ?? emptySet
}
