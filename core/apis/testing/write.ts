import type { Allocator, Allocators, KindDefinition, RequestFacts } from "../../machinery/api/kind.ts"
import { formatFieldError } from "../../machinery/field/field-error.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { Decoder } from "../../machinery/schema/decoder.ts"
import { Schema } from "../../machinery/schema/schema.ts"
import { schemaText } from "../schema.gen.ts"

const decoder = new Decoder(new Schema(schemaText))

export const testFacts: RequestFacts = {
  nowMs: Date.UTC(2026, 0, 1),
  user: { name: "tester", groups: [] },
  namespace: "default",
  dryRun: false,
}

/** The object that a manifest becomes before it is validated: decoded, with defaults, prepared. */
export function prepared<T extends ApiObject>(kind: KindDefinition<T>, manifest: object): T {
  return kind.strategy.prepareForCreate(received(kind, manifest), testFacts)
}

/** What is wrong with a manifest, in words. */
export function complaintsOf<T extends ApiObject>(kind: KindDefinition<T>, manifest: object): readonly string[] {
  return kind.strategy.validate(prepared(kind, manifest), testFacts).map(formatFieldError)
}

/** What a PUT of `manifest` over `old` makes of it, and what is wrong with that. */
export function updated<T extends ApiObject>(
  kind: KindDefinition<T>,
  old: T,
  manifest: object,
): { readonly object: T; readonly complaints: readonly string[] } {
  const next = received(kind, manifest)
  const metadata = { ...next.metadata, uid: old.metadata.uid, resourceVersion: "2" }
  const object = kind.strategy.prepareForUpdate({ ...next, metadata }, old, testFacts)
  return { object, complaints: kind.strategy.validateUpdate(object, old, testFacts).map(formatFieldError) }
}

/** Cells by column, as a table shows them. */
export function cellsOf<T extends ApiObject>(
  kind: KindDefinition<T>,
  object: T,
): Readonly<Record<string, string | number | boolean | null>> {
  return Object.fromEntries(kind.columns.map((column) => [column.name, column.cell(object, testFacts.nowMs)]))
}

/** Addresses from 10.96.0.1 and node ports from 30000, in turn. */
export function testAllocators(): Allocators {
  return {
    serviceIPs: counting(
      "10.96.0.0/12",
      (ip) => ip.startsWith("10.96."),
      (count) => `10.96.0.${count + 1}`,
    ),
    nodePorts: counting(
      "30000-32767",
      (port) => port >= 30_000 && port <= 32_767,
      (count) => 30_000 + count,
    ),
  }
}

function received<T extends ApiObject>(kind: KindDefinition<T>, manifest: object): T {
  const { object } = decoder.decode<T>(kind.resource.type, manifest)
  const namespace = kind.resource.namespaced ? { namespace: testFacts.namespace } : {}
  return kind.strategy.defaults({ ...object, metadata: { ...object.metadata, ...namespace } })
}

function counting<V>(range: string, contains: (value: V) => boolean, make: (count: number) => V): Allocator<V> {
  const taken = new Set<V>()
  return {
    range,
    contains,
    allocate: (value) => contains(value) && !taken.has(value) && taken.add(value).size > 0,
    allocateNext() {
      for (let count = 0; ; count++) {
        const value = make(count)
        if (taken.has(value)) continue
        taken.add(value)
        return value
      }
    },
    release: (value) => void taken.delete(value),
  }
}
