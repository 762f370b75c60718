import { silentLog } from "../../../base/log.ts"
import { FakeClock } from "../../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../../base/testing/seeded-random.ts"
import type { KindDefinition, Strategy } from "../../../machinery/api/kind.ts"
import type { Resource } from "../../../machinery/api/resource.ts"
import type { ApiObject } from "../../../machinery/meta/object.ts"
import { newMemoryStorage } from "../../../storage/memory/memory-storage.ts"
import type { Storage } from "../../../storage/storage.ts"
import type { AdmissionPlugin } from "../../admission/plugin.ts"
import { apiServerUser } from "../../authentication/users.ts"
import { Cachers } from "../../cacher/cachers.ts"
import { newAdmission } from "../admission.ts"
import { newNodePorts } from "../allocators/node-ports.ts"
import { newServiceIPs } from "../allocators/service-ips.ts"
import type { FieldManager } from "../field-manager.ts"
import { formOf } from "../form.ts"
import { Store } from "../store.ts"
import type { WriteRequest } from "../store-context.ts"

/** A kind like any other, for tests of what all kinds have in common. */
export interface Thing extends ApiObject {
  readonly spec?: { readonly color?: string }
  readonly status?: { readonly seen?: string }
}

const things: Resource<Thing> = {
  group: "test.dev",
  version: "v1",
  kind: "Thing",
  plural: "things",
  singular: "thing",
  shortNames: [],
  categories: [],
  namespaced: true,
  verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
  type: "test.v1.Thing",
}

const plainStrategy: Strategy<Thing> = {
  defaults: (thing) => thing,
  prepareForCreate: ({ status: _, ...thing }) => ({ ...thing, metadata: { ...thing.metadata, generation: 1 } }),
  prepareForUpdate: (next) => next,
  validate: () => [],
  validateUpdate: () => [],
}

/** Owns nothing: managed fields have tests of their own. */
const noFields: FieldManager = {
  afterUpdate: (_kind, _live, next) => next,
  apply: (_kind, _live, applied) => applied,
}

export interface TestStore extends Disposable {
  readonly store: Store
  readonly storage: Storage
  readonly clock: FakeClock
  readonly kind: KindDefinition<Thing>
  /** What the author of a write was warned of. */
  readonly warnings: readonly string[]
  request(more?: { readonly dryRun?: boolean }): WriteRequest
}

export async function newTestStore(
  options: { readonly strategy?: Partial<Strategy<Thing>>; readonly plugins?: readonly AdmissionPlugin[] } = {},
): Promise<TestStore> {
  const clock = new FakeClock()
  const random = new SeededRandom(1)
  const storage = newMemoryStorage({ clock })
  const stop = new AbortController()
  const cachers = new Cachers({ storage, clock, log: silentLog, signal: stop.signal })
  const strategy = { ...plainStrategy, ...options.strategy }
  const kind: KindDefinition<Thing> = { resource: things, strategy, columns: [], subresources: [] }
  const warnings: string[] = []
  const store = new Store({
    kind,
    form: formOf(kind),
    cacher: cachers.of(things),
    storage,
    admission: newAdmission(options.plugins ?? []),
    fields: noFields,
    allocators: {
      serviceIPs: newServiceIPs("10.96.0.0/24", random),
      nodePorts: newNodePorts("30000-30009", random),
    },
    clock,
    random,
  })
  await cachers.ready()
  return {
    store,
    storage,
    clock,
    kind,
    warnings,
    request: ({ dryRun = false } = {}) => ({
      facts: { nowMs: clock.now(), user: apiServerUser, namespace: "default", dryRun },
      manager: "test",
      warn: (warning) => warnings.push(warning),
    }),
    [Symbol.dispose]: () => stop.abort(),
  }
}
