import type { ManagedFieldsEntry } from "../meta/v1.gen.ts"
import { emptySet, type FieldSet, isEmptySet, union } from "./field-set.ts"
import { KnownSets } from "./known-sets.ts"

/** One entry of `metadata.managedFields`: who set which fields, and how. */
export interface Owner {
  readonly manager: string
  readonly operation: "Apply" | "Update"
  readonly apiVersion: string
  readonly subresource: string
  readonly time: string | undefined
  readonly fields: FieldSet
}

/** By identity: the same manager may own by applying and by updating, through the object and its subresources. */
export type Owners = ReadonlyMap<string, Owner>

export type OwnerName = Pick<Owner, "manager" | "operation" | "apiVersion" | "subresource">

/** For who applies, the version is no part of the identity: there is one set however it was applied. */
export function identityOf({ manager, operation, apiVersion, subresource }: OwnerName): string {
  const version = operation === "Apply" ? "" : apiVersion
  return JSON.stringify([manager, operation, version, subresource])
}

/** Reads and writes entries; what is the same is read and written once. */
export class OwnersCodec {
  readonly #known = new KnownSets()

  /** No owners for entries that cannot be read: tracking then starts anew, as in Kubernetes. */
  decode(entries: readonly ManagedFieldsEntry[] | undefined): Owners {
    const owners = new Map<string, Owner>()
    for (const entry of entries ?? []) {
      const owner = this.#decodeEntry(entry)
      if (owner === undefined) return new Map()
      owners.set(identityOf(owner), owner)
    }
    return owners
  }

  /** Undefined for nobody. */
  encode(owners: Owners): readonly ManagedFieldsEntry[] | undefined {
    if (owners.size === 0) return undefined
    return [...owners.values()].sort(byTime).map((owner) => ({
      ...(owner.manager === "" ? {} : { manager: owner.manager }),
      operation: owner.operation,
      apiVersion: owner.apiVersion,
      ...(owner.time === undefined ? {} : { time: owner.time }),
      fieldsType: "FieldsV1",
      fieldsV1: this.#known.ofSet(owner.fields).wire,
      ...(owner.subresource === "" ? {} : { subresource: owner.subresource }),
    }))
  }

  #decodeEntry(entry: ManagedFieldsEntry): Owner | undefined {
    const { manager = "", operation, apiVersion = "", fieldsType, fieldsV1, subresource = "", time } = entry
    if (operation !== "Apply" && operation !== "Update") return undefined
    if (apiVersion === "" || fieldsType !== "FieldsV1") return undefined
    const fields = fieldsV1 === undefined ? emptySet : this.#known.ofWire(fieldsV1)?.set
    return fields === undefined ? undefined : { manager, operation, apiVersion, subresource, time, fields }
  }
}

/** With `owner` in its place; one who owns nothing is no owner. */
export function withOwner(owners: Owners, owner: Owner): Owners {
  const next = new Map(owners)
  if (isEmptySet(owner.fields)) next.delete(identityOf(owner))
  else next.set(identityOf(owner), owner)
  return next
}

/** At most ten who update: the oldest of a version become one, "ancient-changes". */
export function capUpdaters(owners: Owners): Owners {
  const updaters = [...owners].filter(([, owner]) => owner.operation === "Update")
  let over = updaters.length - mostUpdaters
  if (over <= 0) return owners
  updaters.sort(([, a], [, b]) => byTime(a, b))
  const next = new Map(owners)
  const first = new Map<string, string>()
  for (const [identity, owner] of updaters) {
    if (over <= 0) break
    const before = first.get(owner.apiVersion)
    if (before === undefined) {
      first.set(owner.apiVersion, identity)
      continue
    }
    const bucket: OwnerName = { ...ancient, apiVersion: owner.apiVersion }
    const old = next.get(identityOf(bucket)) ?? next.get(before)
    next.delete(before)
    next.delete(identity)
    next.set(identityOf(bucket), { ...bucket, time: owner.time, fields: union(owner.fields, old?.fields ?? emptySet) })
    over--
  }
  return next
}

const mostUpdaters = 10

const ancient = { manager: "ancient-changes", operation: "Update", subresource: "" } as const

function byTime(a: Owner, b: Owner): number {
  return (
    order(a.operation, b.operation) ||
    order(a.time ?? "", b.time ?? "") ||
    order(a.manager, b.manager) ||
    order(a.apiVersion, b.apiVersion) ||
    order(a.subresource, b.subresource)
  )
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
