import type { Resource } from "../../../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import type { ResourceRef } from "../../../shell/routes.ts"

/** What every part of the object screen is handed. */
export interface ObjectViewProps {
  readonly profile: string
  /** How the address names it. */
  readonly at: ResourceRef
  readonly resource: Resource
  /** With its kind; the newest state, or the last one of an object that is gone. */
  readonly object: ApiObject
}

export function namespaceOf({ metadata }: ApiObject): string {
  return metadata.namespace ?? ""
}

export function nameOf({ metadata }: ApiObject): string {
  return metadata.name ?? ""
}
