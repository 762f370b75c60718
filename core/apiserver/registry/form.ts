import type { KindDefinition } from "../../machinery/api/kind.ts"
import { apiVersionOf } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { CachedObject } from "../cacher/cached-object.ts"

/** How a kind's objects look to clients, given how they are stored. The same, unless they live under another's key. */
export interface Form {
  readonly isPlain: boolean
  bytes(stored: CachedObject): Uint8Array
  /** As an item of a list: without kind and apiVersion, from the opening brace on. */
  item(stored: CachedObject): readonly Uint8Array[]
  object(stored: CachedObject): ApiObject
  toStored(object: ApiObject): ApiObject
}

export function formOf(kind: KindDefinition): Form {
  return kind.storedAs === undefined ? plain : converted(kind.resource, kind.storedAs)
}

const brace = Buffer.from("{")

const plain: Form = {
  isPlain: true,
  bytes: (stored) => stored.bytes,
  item: (stored) => [brace, stored.bytesFromMetadata],
  object: (stored) => stored.object,
  toStored: (object) => object,
}

function converted(
  resource: KindDefinition["resource"],
  { fromStored, toStored }: NonNullable<KindDefinition["storedAs"]>,
): Form {
  const head = { kind: resource.kind, apiVersion: apiVersionOf(resource) }
  const object = (stored: CachedObject): ApiObject => ({ ...head, ...fromStored(stored.object), ...head })
  return {
    isPlain: false,
    object,
    bytes: (stored) => Buffer.from(JSON.stringify(object(stored))),
    item(stored) {
      const { kind: _, apiVersion: __, ...rest } = object(stored)
      return [Buffer.from(JSON.stringify(rest))]
    },
    toStored,
  }
}
