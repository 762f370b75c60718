import type { KindDefinition } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"

/** Keeps `metadata.managedFields`: which writer set which field. */
export interface FieldManager {
  /** After any write but apply: what differs from `live` now belongs to `manager`. */
  afterUpdate(kind: KindDefinition, live: ApiObject | undefined, next: ApiObject, by: Manager): ApiObject
  /**
   * Server-side apply: `applied` is merged into `live`. Throws the 409 that lists the fields another manager has, unless
   * `force`.
   */
  apply(kind: KindDefinition, live: ApiObject | undefined, applied: ApiObject, by: Manager, force: boolean): ApiObject
}

export interface Manager {
  readonly name: string
  /** "status"; "" for the object itself. */
  readonly subresource: string
  readonly nowMs: number
}
