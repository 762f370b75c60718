import type { Clock } from "../../base/clock.ts"
import type { Random } from "../../base/random.ts"
import type { Allocators, KindDefinition } from "../../machinery/api/kind.ts"
import type { Storage } from "../../storage/storage.ts"
import type { Cachers, Stored } from "../cacher/cachers.ts"
import { resourcePrefix } from "../cacher/keys.ts"
import type { Indexes } from "../cacher/object-table.ts"
import type { ServedKind } from "../endpoints/resource-endpoint.ts"
import type { Admission } from "./admission.ts"
import type { FieldManager } from "./field-manager.ts"
import { formOf } from "./form.ts"
import { indexesOf } from "./hot-fields.ts"
import { Store } from "./store.ts"

export interface StoresDeps {
  readonly cachers: Cachers
  readonly storage: Storage
  readonly admission: Admission
  readonly fields: FieldManager
  readonly allocators: Allocators
  readonly clock: Clock
  readonly random: Random
}

/** A store for every kind that is kept. */
export function newStores(kinds: readonly KindDefinition[], { cachers, ...shared }: StoresDeps): readonly ServedKind[] {
  return kinds.map((kind) => {
    if (kind.virtual === true) return { kind, store: undefined }
    const cacher = cachers.of(kind.storedAs?.resource ?? kind.resource)
    return { kind, store: new Store({ kind, form: formOf(kind), cacher, ...shared }) }
  })
}

/** As `Cachers` asks: the hot fields of whatever kind is kept there. */
export function indexesOfKinds(kinds: readonly KindDefinition[]): (resource: Stored) => Indexes {
  const byPrefix = new Map(kinds.map((kind) => [resourcePrefix(kind.resource), indexesOf(kind)]))
  return (resource) => byPrefix.get(resourcePrefix(resource)) ?? {}
}

/** What is stored holds its addresses and ports already: told to the allocators once, before anyone writes. */
export function claimAllocations(served: readonly ServedKind[], allocators: Allocators): void {
  for (const { kind, store } of served) {
    const { allocate } = kind.strategy
    if (allocate === undefined || store === undefined) continue
    for (const stored of store.cacher.peekAll({ scope: {} })) allocate(store.form.object(stored), undefined, allocators)
  }
}
