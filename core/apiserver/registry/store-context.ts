import type { Clock } from "../../base/clock.ts"
import type { Random } from "../../base/random.ts"
import type { Allocators, KindDefinition, RequestFacts, Strategy } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { Protobuf } from "../../machinery/protobuf/protobuf.ts"
import type { Storage } from "../../storage/storage.ts"
import type { AdmissionAttributes } from "../admission/plugin.ts"
import type { Cacher } from "../cacher/cacher.ts"
import { objectKey } from "../cacher/keys.ts"
import type { Admission } from "./admission.ts"
import type { FieldManager } from "./field-manager.ts"
import type { Form } from "./form.ts"

/** What the store of one kind works with. */
export interface StoreContext {
  readonly kind: KindDefinition
  readonly form: Form
  readonly cacher: Cacher
  readonly storage: Storage
  readonly admission: Admission
  readonly fields: FieldManager
  readonly allocators: Allocators
  readonly clock: Clock
  readonly random: Random
}

export interface At {
  /** "" for what has none. */
  readonly namespace: string
  readonly name: string
}

/** What every write says about itself. */
export interface WriteRequest {
  readonly facts: RequestFacts
  /** Who the written fields belong to: `?fieldManager=`, or the start of the user agent. */
  readonly manager: string
  /** Receives what the author should know about an accepted object. */
  readonly warn: (warning: string) => void
  readonly signal?: AbortSignal | undefined
  /** Who wrote has settled the owners of the fields itself: apply. */
  readonly ownsFields?: boolean
}

/** An object as it is answered: bytes for a client, parsed for a table. */
export interface Served {
  readonly bytes: Uint8Array
  readonly object: ApiObject
  /** The protobuf message, where it is kept. */
  message?(protobuf: Protobuf): Uint8Array
}

/** The rules in force: the kind's own, or those of the subresource the object came by. */
export type Rules = Pick<Strategy, "prepareForUpdate" | "validateUpdate">

export function keyOf({ kind }: StoreContext, at: At): string {
  return objectKey(kind.storedAs?.resource ?? kind.resource, at)
}

export function attributesOf(
  { kind }: StoreContext,
  { facts }: WriteRequest,
  rest: Pick<AdmissionAttributes, "operation" | "name" | "subresource" | "old">,
): Omit<AdmissionAttributes, "object"> {
  return { kind, facts, namespace: facts.namespace, ...rest }
}

/** What no revision holds: the answer to a dry run. */
export function unstored(object: ApiObject): Served {
  return {
    object,
    get bytes() {
      return Buffer.from(JSON.stringify(object))
    },
  }
}
