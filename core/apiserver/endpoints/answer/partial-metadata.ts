import type { ApiObject } from "../../../machinery/meta/object.ts"

/** An object's metadata and no more: what garbage collectors and tables want. */
export function partialMetadata({ metadata }: ApiObject, apiVersion: string): ApiObject {
  return { kind: "PartialObjectMetadata", apiVersion, metadata }
}
